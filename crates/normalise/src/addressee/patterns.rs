//! In which words clauses say who must act, and in which they only name somebody. What is made of them is `mod.rs`'s subject.

use std::sync::LazyLock;

use regex::Regex;

use super::actor::{ACTOR, ASKABLE};
use crate::pattern::regex;

/// Somebody asked in the middle of a clause: delegated to, requested, asked.
pub(super) static INDIRECT: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let one = ACTOR.as_str();
    let actor = format!("{one}(?:(?:,? and|,| &) (?i:the )?{one})?");
    let any = ASKABLE.as_str();
    let askable = format!("(?:{any})(?:(?:,? and|,| &) (?i:the )?(?:{any}))?");
    let asked = "(?:(?:should|shall) )?(?:be and (?:is|are)|be|is|are|was|were|(?:has|have|had) been) (?:also |further |therefore |hereby )?(?:requested|asked|invited|instructed|authori[sz]ed|recommended|encouraged|tasked|charged|urged|directed|mandated|empowered|called upon)";
    // Whoever else a name in capitals or a calling may stand for.
    let named = r"[A-Z][\w’'&.-]*(?: (?:(?:of|for|and|the) ){0,2}[A-Z][\w’'&.-]*){0,6}";
    let calling = "(?:[a-z]+ )?(?:developer|operator|owner|applicant|landowner|landlord|farmer|company|tenant|occupier|supplier|consultant|architect|organiser|club)s?";
    let patterns = [
        format!(r"(?i:\bdelegat\w*\b.{{0,60}}?\bto )(?i:the )?(?P<who>{actor})"),
        format!(
            r"(?i:\b(?:requests?|asks?|instructs?|invites?|urges?|authori[sz]es?|directs?|calls on|requested|asked|instructed|authori[sz]ed|directed|remit(?:s|ted)?(?: to)?) )(?i:(?:the|our) )?(?P<who>{askable})(?i:,? (?:to|be)\b)"
        ),
        format!(
            r"(?:^|[ ,;])(?i:the )?(?P<who>(?:{any})(?:(?:,? and| &) (?i:the )?(?:{any}))?) (?i:{asked}(?: to)?\b)"
        ),
        r"(?i:^that the |\brecommends? that the )(?P<who>(?:[A-Z][\w’'&-]* ){0,4}(?i:agency|department|ministry|government|constabulary|trust)(?: (?:of|for) (?:the )?[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*)*(?: and [A-Z][\w’'&-]*)?)?)(?: \([A-Z]{2,6}\))? (?:[ac-hj-np-z]\w+|b[^e]\w*|in\w+|im\w+) ".to_owned(),
        r"(?i:\b(?:requests?|asks?|instructs?|authori[sz]es?|directs?) the )(?P<who>[A-Z][\w’'&-]*(?: (?:[A-Z][\w’'&-]*|(?:of|and|for)(?: the)? [A-Z][\w’'&-]*))*) to [a-z]".to_owned(),
        r"(?i:\b(?:gofyn|argymell|cyfarwyddo|awdurdodi)) (?i:i[’'`ʼ]?r? ?)(?P<who>(?i:clerc|cabinet|cyngor(?: (?:sir|tref|llawn|cymuned))?|prif weithredwr|swyddog(?:ion)?|arweinydd|cadeirydd|aelod(?:au)?(?: cabinet)?)|(?i:pwyllgor|cyfarwyddwr|pennaeth)(?: [A-Z][\w’'-]*)*)\b".to_owned(),
        format!(
            r"(?:^|[ ,;])(?i:the )?(?P<who>(?i:cabinet|executive|portfolio|lead) (?i:member|holder|councillor)s?(?: for)? [a-z][a-z’'-]*(?:,? (?:(?:and|&|of|the|for) )*[a-z][a-z’'-]*){{0,8}}?) (?i:{asked}\b)"
        ),
        format!(
            r"(?:^|[,;.–-] | [–-]|\b(?i:so|and|that(?: in future)?) )(?i:the )?(?P<who>{actor}) [, ]*(?i:(?:is |are )?to |will |would |(?:is|are|was|were) looking to |undertook to |volunteered to |(?:has |have )?agreed to )(?i:also )?[a-z]"
        ),
        format!(
            r"(?:^|[,;.–-] |\b(?i:so|and|that(?: in future)?) )(?i:the )?(?P<who>{actor}) (?i:should|must|shall) (?i:also )?(?:[ac-z]|b[^e])"
        ),
        r"[a-z0-9,;] (?P<who>Officers) (?:would|will|should|to) (?:[ac-z]|b[^e])".to_owned(),
        format!(
            r"\b(?i:that )(?i:the )?(?P<who>{named}|{calling}) (?i:(?:should |shall )?(?:be|is|are) (?:hereby |also )?(?:asked|requested|invited|instructed|authori[sz]ed|urged|directed|mandated|called upon) to) [a-z]"
        ),
        format!(
            r"\b(?i:urges?|urged) (?i:the )?(?P<who>{named}) (?i:to) [a-z]"
        ),
        format!(
            r"\b(?i:that )(?i:the )?(?P<who>{named}) (?i:be (?:given|allowed) until)\b"
        ),
        format!(
            r"^(?i:that,? )?(?i:to|in order to|by|within|before|after|following|when|once|where|from|given) [^.;:]{{3,160}}?, (?i:the )?(?P<who>{askable}) (?i:should|must|shall) (?:[ac-z]|b[^e])"
        ),
        format!(
            r"(?:^|[ ,;])(?i:the )?(?P<who>{actor}(?: \([A-Z][^)]{{2,40}}\))?) (?i:(?:be|is|are) (?:hereby |also )?(?:given|granted) (?:delegated |full )?(?:authority|powers?)\b)"
        ),
        r"(?i:\bbe recommended to )(?i:the )?(?P<who>(?i:cabinet|executive|full council)|Council)\b".to_owned(),
        format!(r"(?i:\bremit(?:s|ted)?(?: [\w ]{{2,40}}?)? to )(?i:the )?(?P<who>(?i:officers)|{actor})\b"),
        r"(?i:\b(?:requests?|requested|asks?|asked) that )(?i:the )?(?P<who>(?i:staff|officers)) [a-z]".to_owned(),
        r"^(?i:(?:(?:to|that|agrees?d?) )*(?:(?:the )?(?:cabinet|executive|committee|panel|board) )?recommend(?:s|ed)? (?:to|that) )(?i:the )?(?P<who>(?i:cabinet|executive|full council)|Council)(?i:,? that\b| (?:agrees?|approves?|adopts?|be|considers?|endorses?|notes?|sets?|accepts?|reviews?|should)\b)".to_owned(),
        r"(?:^|[,;.–-] |\b(?i:so|and|that) )(?P<who>(?:Cllrs|Councillors|Messrs)\.? [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?(?:(?:,? and|,| &) (?:[A-Z]\. ?)?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)+)(?i:,? (?:to|will|would|undertook to|volunteered to|(?:have )?agreed to|were asked to) )".to_owned(),
        r"^(?i:that )?(?P<who>[A-Z][a-z]+ [A-Z][\w’'-]+(?:, [A-Z][a-z]+ [A-Z][\w’'-]+)+,? (?:&|and) [A-Z][a-z]+ [A-Z][\w’'-]+) (?i:will |would |should |to )[a-z]".to_owned(),
        r"^(?:(?i:by|within) [^.;:]{3,60}, )?(?i:the )(?P<who>(?:(?:[A-Z][\w’'&-]* ){0,4}(?i:service|force|department|ministry|agency|fund|government)|(?i:government|chief (?:fire officer|constable)))) (?i:should|must)(?: (?:[ac-z]|b[^e]|be (?:able|clear|in|more|open|ready|transparent)\b)| ?:| ?$)".to_owned(),
        r"(?:^|[.;,] |\b(?i:and|so) )(?i:the )?(?P<who>(?i:(?:parish |town |deputy |assistant )?clerk)) (?i:asked|instructed|requested|authorised) to [a-z]".to_owned(),
        format!(r"(?i:\brequests? (?:was|were) (?:also )?made for )(?i:the )?(?P<who>{actor}) to [a-z]"),
        format!(
            r"(?i:\band (?:direct|instruct|ask|request) )(?i:the )?(?P<who>{actor}) (?i:(?:supported|assisted) by [^,;.]{{3,40}} )?(?i:to )?[a-z]"
        ),
        r"(?i:\brecommend(?:s|ed)? )[^.;]{3,200}? to (?i:the )?(?P<who>(?i:full council)|Cabinet|Executive)(?: (?i:to be held|for (?:its |their )?(?:approval|adoption|consideration)|for (?:approval|adoption))\b|\.?$)".to_owned(),
        format!(r"(?i:\basked )(?i:the )?(?P<who>{actor})(?i: (?:if|whether) (?:he|she|they) (?:could|would)\b)"),
        r"(?i:\b(?:request(?:s|ed)?|ask(?:s|ed)?|direct(?:s|ed)?|instruct(?:s|ed)?|order(?:s|ed)?) that )(?i:the )?(?P<who>(?:(?:interim|acting|deputy) )?[A-Z][\w’'&-]*(?: (?:[A-Z][\w’'&-]*|of|and|for|the|[–-]))*(?: \([A-Z][^)]{2,40}\))?) [a-z]".to_owned(),
        format!(
            r"(?i:\b(?:council|committee|board|commission) (?:authori[sz]es?|directs?|requests?|instructs?) )(?i:the )?(?P<who>{actor}(?:, [A-Z][\w’&-]*(?:,? (?:(?:and|&|of|for) )*[A-Z][\w’&-]*)*)?)(?i: or (?:their|his|her) designates?)?(?:,| to\b)"
        ),
        format!(r"(?i:\bwith )(?i:the )?(?P<who>{actor}) (?i:agreeing|undertaking|volunteering) to [a-z]"),
        format!(r"^(?i:within|by) [^.;:,]{{3,60}},? (?i:the )(?P<who>{actor}) (?i:will|should|must|shall) [a-z]"),
        format!(r", (?i:the )(?P<who>{calling}|{named}) to [a-z]+ (?:it|them|this|these|the|an?)\b"),
        format!(r"\b(?i:left (?:to|with|for) )(?i:the )?(?P<who>{askable}) to [a-z]"),
        format!(r"\b(?i:asked (?:if|whether) )(?i:the )?(?P<who>{askable}|{calling}) could [a-z]"),
        format!(
            r"\b(?:and that the )(?P<who>{named}) (?:act|arrange|attend|bring|carry|circulate|ensure|inform|investigate|keep|make|negotiate|obtain|pay|prepare|provide|respond|seek|send|speak|submit|take|write) "
        ),
        r"(?i:\b(?:be|is|are|was|were) referred (?:back )?to )(?i:the )?(?P<who>(?:[A-Z][\w’'&-]* (?:(?:and|of|for|&) )?){0,5}(?:[A-Z]\w+-)?(?:Authority|Committee|Board|Panel|Group|Manager|Officer|Director|Department|Sub-[Cc]ommittee)(?: (?:of|for) (?:the )?[A-Z][\w’'&-]*(?:,? (?:(?:and|&) )?[A-Z][\w’'&-]*)*)?)\b".to_owned(),
        r"(?i:\band refer(?:s|red)? the [\w ]{3,60} to )(?i:the )?(?P<who>(?:[A-Z][\w’'&-]* (?:(?:and|of|for|&) )?){0,5}(?:Authority|Committee|Cabinet|Board|Executive|Panel|Manager|Officer|Director|Department))\b".to_owned(),
        r"^(?i:that )(?P<who>(?:(?:Cllrs|Councillors|Cllr|Councillor|Mr|Mrs|Ms|Dr) )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?(?:(?:,? and|,| &) (?:(?:Mr|Mrs|Ms|Dr|Cllr|Councillor) )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)*) be (?:appointed|nominated|deputed|delegated) to (?:attend|draft|inspect|investigate|look|make|meet|negotiate|prepare|report|review|speak|study|write)\b".to_owned(),
        r"^(?i:(?:that )?(?:(?:the )?(?:[A-Z][\w’'&-]* ){0,3}(?:council|committee|board|panel|commission) )?recommends? to )(?i:the )?(?P<who>(?:[A-Z][\w’'&-]* (?:(?:and|of|for) )?){0,5}(?:[A-Z]\w*-)?(?:Authority|Committee|Council|Cabinet|Board|Executive|Panel)) (?i:that|the|an?|to)\b".to_owned(),
        format!(
            r"\b(?i:authori[sz]e[sd]? the )(?P<who>{named}) (?:approve|award|complete|enter|execute|issue|make|negotiate|proceed|purchase|sign|submit)\b"
        ),
        r"(?i:\brefer(?:s|red)? (?:this|the) [\w ()’'-]{3,80}? to )(?i:the )?(?P<who>(?:[A-Z][\w’'&-]* (?:(?:and|of|for|&) )?){1,5}Committee|Cabinet|Executive)\b".to_owned(),
        // "reported to AB and she would write": who is told takes it on.
        r"\b(?:to|with) (?P<who>[A-Z]{2,3}|(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][\w’'-]+) and (?:he|she) (?:will|would|agreed to|undertook to) (?:[ac-z]|b[^e])".to_owned(),
        r"\bto be signed by (?P<who>[A-Z]{2,3}) (?:as|on)\b".to_owned(),
    ];
    patterns.iter().map(|pattern| regex(pattern)).collect()
});

/// "To agree that the Director report back": an officer whom a decision gives a task in the base form.
pub(super) static AGREED_THAT: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?i:\b(?:agree[ds]?|and) that |^that )(?i:the )?(?P<who>(?i:officers)|{}) (?i:(?:should |would |will )?(?:also )?(?:act|advertise|advise|apply|approach|arrange|ask|attend|bring|call|carry|check|circulate|complete|consult|contact|develop|discuss|draft|ensure|establish|explore|fit|identify|inform|inspect|install|investigate|invite|issue|keep|lead|liaise|look|make|monitor|negotiate|notify|obtain|oversee|pay|place|prepare|present|produce|provide|publish|pursue|remind|remove|repair|reply|report|represent|respond|review|seek|send|sign|speak|submit|take|undertake|update|work|write)(?:e?s)?)\b",
        ACTOR.as_str()
    ))
});

/// "That the UIF improve its systems": a body outside that a recommendation names by its letters, or a fund, with a verb of tasks.
pub(super) static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i:^that |\b(?:recommends?|urges) that |^)(?i:the )?",
        r"(?P<who>(?:(?:[A-Z][\w’'&-]* ){0,4}Fund|(?:[A-Z][\w’'-]* )?Minister(?: (?:of|for) [A-Z][\w’'-]*(?:,? (?:and )?[A-Z][\w’'-]*){0,4})?|[A-Z]{2,7}(?: and [A-Z]{2,7})?)) (?:should |must )?(?:also |further |urgently )?",
        r"(?:accelerate|address|adopt|appoint|brief|commit|complete|conduct|consider|continue|create|develop|engage|enhance|ensure|",
        r"establish|expand|expedite|fast-track|fill|finalise|implement|improve|increase|integrate|intensify|introduce|investigate|",
        r"monitor|prioritise|provide|present|report|review|stabilise|strengthen|submit|sustain|undertake|update|work)s? "
    ))
});

/// "That Rail North reinstate the last train": whoever else a recommendation names, with a verb that is nothing but one.
pub(super) static OUTSIDE: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i:^that |\b(?:recommends?|urges) that )(?i:the )?",
        r"(?P<who>[A-Z][\w’'&-]*(?: (?:(?:of|and|for|the) ){0,2}[A-Z][\w’'&-]*){1,6}) (?:should |must )?(?:also |further |urgently )?",
        r"(?:accelerate|adopt|allocate|appoint|clarify|commission|commit|complete|conduct|consider|continue|create|develop|engage|",
        r"enhance|ensure|establish|expand|expedite|explore|finalise|implement|improve|introduce|investigate|liaise|make|prioritise|",
        r"provide|publish|reconsider|reinstate|seek|set|strengthen|submit|take|undertake|write)s? "
    ))
});

/// "that Ann Ash and Bo Birch would meet": one or two people in full at the head of a decision, no "Eddle City and County Council".
pub(super) static IN_FULL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?i:that )?(?P<who>[A-Z][a-z]+ [A-Z][a-z’'-]+(?: (?:and|&) [A-Z][a-z]+ [A-Z][a-z’'-]+)?) (?:would|will) (?:[ac-z]|b[^e])",
    )
});

/// "the Department of Wharves publish its charges", "the appropriate Minister notify": a body of the state at the head of what is
/// recommended.
pub(super) static BODY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"^(?i:that,? )?(?:(?i:before|by|within|following|after|from) [^,;:]{3,100}, )?(?i:the )(?P<who>(?:(?:[A-Z][\w’'&-]* ){0,4}|(?:appropriate|relevant|responsible) )",
        r"(?i:agency|department|ministry|minister|government|constabulary|office|authority|service|division|directorate|bureau|inspectorate)(?: (?:of|for) (?:the )?[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*)*(?: and [A-Z][\w’'&-]*)?)?)",
        r":? (?i:amend|adopt|address|clarify|commission|conduct|consider|consult|continue|create|develop|engage|ensure|establish|examine|explore|extend|fund|implement|improve|include|increase|introduce|investigate|issue|legislate|make|monitor|notify|prepare|prioritise|produce|provide|publish|reconsider|refer|release|report|require|review|revise|seek|set|strengthen|support|take|undertake|update|urge|work|write)\b"
    ))
});

/// "The Department, Ferry Ltd and the Minister shall publish": bodies that an inquiry tells what they shall do, and that are no
/// "all claimants".
pub(super) static SHALL: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"(?:[A-Z][\w’'&-]*(?: (?:(?:of|for|and|the) ){0,2}[A-Z][\w’'&-]*){0,5})";
    regex(&format!(
        r"(?:^|, |: )(?i:that )?(?i:the )?(?P<who>{name}(?:(?:, and/or |, and | and/or | and |, |/)(?:the )?{name}){{0,4}}),? (?:in conjunction with [^,;]{{3,60}} |following [^,;]{{3,160}}, )?(?:shall|must) (?:also |urgently )?(?:[ac-z]\w*|b[^e]\w*|be obliged) "
    ))
});

/// Words in capitals that begin a sentence and name nobody.
pub(super) static NOBODY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:All|Any|An?|No|Each|Every|Such|This|These|Those|That|It|There|Both|Where|When|If|In|On|As|By|During|Should|Claim\w*|Members?|Applicants?)\b",
    )
});

/// "Any posters will be removed by Mr Ash": the owner of a task told in the passive.
pub(super) static DONE_BY: LazyLock<Regex> = LazyLock::new(|| {
    let actor = ACTOR.as_str();
    regex(&format!(r"\bwill be [a-z]+(?: [a-z]+){{0,2}} by (?i:the )?(?P<who>{actor})"))
});

/// "that a letter be sent by the Director", "to be carried out by Ash College": the same of what is decided, with a verb of tasks.
/// What is agreed or set by somebody is no task of theirs.
pub(super) static TO_BE_DONE_BY: LazyLock<Regex> = LazyLock::new(|| {
    let done = "brought|carried out|checked|circulated|collected|completed|conducted|decided|determined|done|drafted|drawn up|inspected|investigated|kept|led|maintained|managed|monitored|obtained|organised|prepared|produced|provided|published|put up|reported|reviewed|sent|submitted|undertaken|updated|written";
    let askable = ASKABLE.as_str();
    regex(&format!(
        r"\bbe (?:[a-z]+ly )?(?:{done})(?: (?:again|early|(?:to|in|on|for|with) (?:the )?[a-z]+(?: [a-z]+)?))? by (?i:the )?(?P<who>{askable}|(?:[a-z]+ ){{1,3}}(?:colleges|schools))(?:[ ,.;]|$)"
    ))
});

/// "The service should keep a log", "Within six months the company must:": bodies called by their sort, whom an inspector tells what
/// they should do; what "should be" done is said of things too.
pub(super) static BY_SORT: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"^(?i:that,? )?(?:(?i:by|within|before|after|following|to|in order to) [^.;:]{3,160}?,? )?(?i:the )?",
        r"(?P<who>(?i:management)|(?i:service|organi[sz]ation|company|department|agency|authority|force|school|provider|college|university|local authority))",
        r" (?i:should|must) ?(?:immediately|also|urgently|now)? ?(?:[ac-z]|b[^e]|:?$)"
    ))
});

/// "Technical Services to furnish a plan": a department at the head of what is resolved.
pub(super) static DEPARTMENT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?i:that )?(?i:the )?(?P<who>(?:[A-Z][\w’'&-]*,? (?:(?:and|&|of|for) )?){1,5}(?:Services|Department|Directorate|Division|Section|Team|Unit|Office)) to (?:[ac-z]|b[^e])",
    )
});

/// "each partner will review": everybody has the task.
pub(super) static EVERYBODY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?i:that )?(?P<who>(?i:each|every) (?:partner|member|councillor|governor|trustee|school|department|directorate|service)|All(?: (?:agencies|councillors|departments|directors|governors|members|officers|partners|residents|schools|services|staff|trustees))?) (?:to|will|should|must) (?:[ac-z]|b[^e])",
    )
});

/// The subject of a that-clause: "That the Cabinet Member for X ...".
pub(super) static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"^(?i:(?:that|and|further)[, ]+)*(?:[a-z][^,:]{{0,120}}, )?(?i:(?:the|our) )?(?P<who>{0}(?: and (?:the )?{0})?)(?: [a-z]|,|:| ?[–—-]+$)",
        ACTOR.as_str()
    ))
});

/// "The wood is in a poor state – AB & CD to inspect": initials behind what was told; "AB agreed to ask": at its head.
pub(super) static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:^|[;:.–-] )(?P<who>[A-Z]{2,3}(?:(?: & |/|, | and )[A-Z]{2,3})*) (?:(?:(?:is |are |still )?to|will)|(?:agreed|undertook|volunteered) to|should(?: also)?) [a-z]",
    )
});

/// "AB – send round the plan": initials, or all, before a dash and the task.
pub(super) static DASHED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(?P<who>[A-Z]{2,3}(?:(?: ?& ?| ?/ ?|, ?| and )[A-Z]{2,3})*|All|ALL) ?[–-] ?[a-z]")
});

/// "X to do": in actions and logs the words before "to" name the owner whatever they are.
pub(super) static TASKED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?P<who>(?:[A-Z‘’“@]|the |all )[^.;:]{1,80}?)(?: (?:also )?(?:(?:volunteered|undertook|agreed) )?(?:to|will|would|shall) (?:also |now )?[a-z]| (?:was|were) (?:asked|instructed|requested|authorised) to )",
    )
});

/// Words that cannot stand in an owner's name.
pub(super) static NO_OWNER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:is|are|was|were|has|have|been|be|it|this|that|there|which|requested|asked|instructed|directed|authori[sz]ed|agreed|told|decided|voted|confirmed|need|due|he|she|they|we|these|both|meeting between|copy|letter)\b|^(?:as|will|would|shall|at|upon|on|in|by|for|from|following|after|with|also|come|continue|form|hoping|agreed|resolved|proposed|comments?|feedback|no|nothing|something|anything|meetings?|plans?|proposals?|presumption|action|amend|submit|work|consider|add|agree|arrange|ask|assess|bring|check|circulate|clarify|collate|complete|confirm|contact|create|develop|discuss|draft|ensure|establish|explore|finalise|find|follow|identify|include|invite|investigate|keep|look|make|meet|monitor|note|obtain|organise|prepare|present|produce|provide|publish|put|refine|report|request|research|respond|review|schedule|seek|send|set|share|update|upload|write|an?|access|thanks|apologies|reference|order)(?: |$)",
    )
});

/// An owner's last word is a name, or one of those that teams and offices end with.
pub(super) static OWNER_ENDS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:\b[A-Z][\w’'.-]*|@[\w-]+|\b(?i:teams?|board|officials?|officers?|members?|group|office|representatives?|clerk|chair(?:man)?|council|committee|panel|staff|secretariat|manager|director|secretary|treasurer|councillors|cllrs|governors|trustees|contractors?|department|service|all|police|partners|company|lead))\)?$",
    )
});

/// A verb in capitals: "BE DIRECTED".
pub(super) static SHOUTED: LazyLock<Regex> = LazyLock::new(|| regex(r"\bBE [A-Z]{4,}\b"));

/// Consultees and helpers: from the words that name them to the verb or stop after them.
pub(super) static CONSULTED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i),? ?\b(?:in consultation with|in conjunction with|following consultation with|after consulting|in liaison with|with [^.;,]{3,50} input\b)\b.*?(?P<tail>,? to [a-z]|,? will |[;.]|$)",
    )
});

/// What is done to somebody who is only told: being kept informed is no task.
pub(super) static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^\W*(?:(?:to )?be(?: and (?:is|are))?|is|are|was|were|being) (?:also |duly |hereby )*(?:proposed|kept|provided|informed|updated|given|advised|notified|consulted|offered|sent|told|thanked|(?:duly )?(?:re-?)?(?:elected|appointed|nominated)|co-?opted|moved|promoted|paid|reimbursed|regraded|employed|congratulated|commended|excused|added|included|circulated|placed|removed|amended|published|permitted|licensed|hired)\b|^ (?:will|would|should|shall) be (?:kept|informed|updated|advised|notified|consulted|told)\b|^ (?:will |should |shall )?(?:replaces?|succeeds?) (?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr)\b|^\W*(?:has|have|had|reported|showed|said|stated|advised|proposed|seconded|moved|declared|announced|thanked|welcomed|explained)\b",
    )
});

/// "The clerk advised him to write and agreed to give the address": who told something takes something on as well.
pub(super) static TAKES_ON: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^[^.;]*\band (?:also )?(?:(?:agreed|undertook|volunteered) to|will) [a-z]|^ (?:has|have) (?:also |kindly )?(?:agreed|undertaken) to(?: [a-z]| ?:?$)|^ (?:was|were|is|are) (?:also )?told to [a-z]|^ (?:has|have|had) been (?:also )?(?:asked|requested|instructed|tasked|authori[sz]ed) to [a-z]|^ (?:be|is|are) (?:hereby |also )?(?:given|granted) (?:delegated |full )?(?:authority|powers?)\b|^ be (?:given|allowed) until\b|^ be (?:appointed|nominated|deputed|delegated) to (?:attend|draft|inspect|investigate|look|make|meet|negotiate|prepare|report|review|speak|study|write)\b",
    )
});

/// "Council tax", "Board papers": a thing that is called after a body.
pub(super) static THING: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^ (?:tax|hous(?:e|es|ing)|homes?|tenan(?:t|ts|cy)|land|propert(?:y|ies)|cars?|meetings?|minutes|papers?|offices|chamber|budgets?|polic(?:y|ies)|staff|workers|assets?|buildings?|website|agendas?|workplan|grants?|funding|deeds?)\b",
    )
});

/// "Within four weeks, the Council has agreed to:": who took on what the items say.
pub(super) static UNDERTOOK: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?:^|, |^(?i:within|by) [^.;:,]{{3,60}} )(?i:the )?(?P<who>{}) (?i:(?:has|have) (?:also )?(?:agreed|undertaken) to|will|should|must) ?:?$",
        ACTOR.as_str()
    ))
});

/// What the body that speaks does.
pub(super) static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^\W*(?:therefore |also |has |have )?(?:recommend|resolve|request|ask|propose|agreed? that|decided? that)",
    )
});

/// A verb at the head of an item is no part of who is named after it: "Instructs officers to".
pub(super) static VERB_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:(?:Instruct|Request|Ask|Invite|Urge|Authorise|Direct|Require|Recommend|Encourage|Thank|Support|Endorse|Welcome|Note|Agree|Approve|Delegate|Appoint)(?:s|ed)?|appoint|elect|nominate) ",
    )
});

/// Somebody called by name, as takers of tasks are named: "Tom will", "asked Wyn to", "to have Ida". Whoever the paper lists
/// is somebody; any other word with a capital is not.
pub(super) static CALLED: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    // A name as minutes call one of those present.
    let name = r"(?:(?:(?:Cllr|Councillor|Cr|Mr|Mrs|Ms|Miss|Dr|Rev|Prof)\.? )?[A-Z][A-Za-zÀ-ſ’'-]*\.?(?: [A-Z][A-Za-zÀ-ſ’'-]+){0,2})";
    let names = format!(r"{name}(?:(?:, and |, | and | ?& | ?/ ?){name})*");
    let patterns = [
        format!(
            r"(?:^(?i:that )?|[,;:.–-] |\b(?i:so|and|as) )(?P<who>{names}) (?:(?:also|now|then|kindly|both) )?(?:will|would|should|(?:is|are) (?:going )?to|(?:(?:has|have) )?(?:agreed|offered|undertook|undertaken|volunteered|promised) to|took (?:an |the )?action to|(?:(?:has|have) been|was|were|is|are) (?:asked|requested|tasked|instructed) to|still to|to) [a-z]"
        ),
        format!(
            r"\b(?i:ask(?:s|ed)?|request(?:s|ed)?|instruct(?:s|ed)?|direct(?:s|ed)?|authori[sz]e[sd]?) (?P<who>{names}) (?:if (?:he|she|they) (?:could|would)|to) [a-z]"
        ),
        format!(r"\b(?i:to|and) have (?P<who>{names}) [a-z]"),
        format!(
            r"^(?P<who>{names}) [a-z]+(?:ed|id|oke|et|ew) [^.;]{{3,160}} and (?:will|agreed to|undertook to|is to|offered to) [a-z]"
        ),
    ];
    patterns.iter().map(|pattern| regex(pattern)).collect()
});
