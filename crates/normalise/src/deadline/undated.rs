//! Deadlines without a date: events, kept as written, and wishes that name no time.

use std::sync::LazyLock;

use minuted_model::{Basis, Date, Deadline, Precision};
use regex::Regex;

use super::meetings::is_visit;
use super::relative::is_to_be_done;
use crate::found::Found;
use crate::pattern::regex;

/// A small count in words or figures.
const COUNT: &str =
    r"(?:an?|one|two|three|four|five|six|seven|eight|ten|twelve|fourteen|twenty|\d{1,2})";

static EVENTS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let happening = r"(?:meeting|session|visit|event|consultation|election|agm|hearing|inspection|festival|season|publication|submission|launch|opening|adoption|implementation|signing|completion|commencement|start|consideration|decision|approval|referendum|examination|works?|debate|vote|ballot|review|release|renewal|expiry|appeal|exchange\s+of\s+contracts|budget)s?";
    let patterns = [
        format!(r"(?:(?:well\s+)?ahead|in\s+advance)\s+of\s+(?:the|its|their|any|that|this)\s+(?:[\w’'-]+\s+){{0,3}}?{happening}\b(?:\s+of\s+(?:the\s+)?(?:[\w’'-]+\s?){{1,4}})?"),
        r"in\s+(?:good\s+)?time\s+for\s+(?:the\s+)?[\w’' -]{3,60}".to_owned(),
        r"(?:before|prior\s+to|by|in\s+time\s+for)\s+the\s+new\s+year\b".to_owned(),
        r"(?:before|prior\s+to|by|after|during|over)\s+the\s+(?:[\w’'-]+\s+)?(?:recess|(?:summer|winter|easter|christmas|autumn|half[\s-]term|school)\s+(?:holidays?|break|vacation))\b".to_owned(),
        r"(?:before|prior\s+to|by|at|after)\s+the\s+next\s+(?:\w+\s+){0,2}?(?:election|budget|agm|annual\s+meeting|parliament)s?\b".to_owned(),
        format!(r"prior\s+to\s+(?:the|its|their|any|that|this)\s+(?:[\w’'-]+\s+){{0,2}}?{happening}\b(?:\s+(?:of|on)\s+(?:the\s+|any\s+)?(?:[\w’'-]+\s?){{1,4}})?"),
        r"(?:before|prior\s+to|ahead\s+of)\s+(?:final\s+|formal\s+)?(?:submission|completion|signing|circulation|issue|commencement|renewal|expiry|delivery|planting|seeding|installation|payment)\b".to_owned(),
        r"before\s+(?:the|it|they|this|any|our|their|its|school|term)\s+(?:[\w’'-]+\s+){0,4}?(?:gets?\s+out|goes|go|went|comes|come|came|starts?|begins?|began|commences?|opens?|closes?|meets?|met|expires?|reopens?)\b(?:\s+(?:to|on|back|out|into|for|in)\s+(?:(?:the\s+)?(?:(?-i:[A-Z])[\w’'-]*\s?){1,4}|the\s+[a-z]+\b))?".to_owned(),
        r"(?:before|prior\s+to|ahead\s+of|in\s+time\s+for)\s+the\s+(?:start\s+of\s+the\s+)?(?:19|20)\d{2}(?:\s?[-–/]\s?\d{2,4})?\s+(?:[a-z]+\s+)?(?:season|school\s+year(?:\s+(?:begins|starts))?|academic\s+year(?:\s+(?:begins|starts))?)\b".to_owned(),
        r"before\s+(?:it\s+is|they\s+are)\s+(?:published|submitted|signed|sent|issued|adopted|considered|finalised)\b".to_owned(),
        r"before\s+(?:an?|any|the)\s+(?:[\w’'-]+\s+){1,3}?(?:is|are|was|were)\s+(?:made|taken|held|issued|signed|agreed|finalised|submitted|published|started|let|placed|tabled|launched|adopted|approved|stored|sent|paid|sold|opened|closed|moved|removed|begun|given|done|built|bought|put|used|occupied|installed|appointed)\b(?:\s+to\s+(?:the\s+)?(?:(?-i:[A-Z])[\w’'-]*\s?){1,4})?".to_owned(),
        r"(?:before|by|during|in\s+time\s+for)\s+(?:the\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|whit(?:sun)?)\s+half[\s-]term\b(?:\s+break|\s+holidays?)?".to_owned(),
        r"(?:before|by|in\s+time\s+for)\s+(?-i:[A-Z])[\w’'-]+\s+(?-i:Day|Week|Weekend|Festival|Show|Gala)\b".to_owned(),
        r"(?:before|by)\s+the\s+end\s+of\s+the\s+session\b|in\s+the\s+next\s+session\b".to_owned(),
        r"(?:an?|one|two|three|four|six)\s+(?:day|week|fortnight|month)s?\s+beforehand\b".to_owned(),
        r"(?:before|by|within)\s+(?:the\s+end\s+of\s+)?(?:this|the\s+current|the\s+present|next|the\s+next)\s+(?:legislative\s+)?session\b".to_owned(),
        r"in\s+(?:its|his|her|their|the)\s+next\s+(?:(?:annual|quarterly|monthly|progress|half-yearly|performance)\s+)?(?:report|update|return|newsletter)\b".to_owned(),
        r"(?:(?:early\s+)?in|by)\s+the\s+new\s+year\b".to_owned(),
        r"by\s+(?:the\s+)?(?:financial\s+)?year[\s-]end\b".to_owned(),
        r"(?:before|prior\s+to|by|ahead\s+of|in\s+time\s+for)\s+(?:advent|thanksgiving|(?:the\s+)?half[\s-]term|the\s+weekend)\b".to_owned(),
        r"(?:before|ahead\s+of|in\s+time\s+for)\s+(?:the|our|its)\s+(?:next\s+|annual\s+|internal\s+|external\s+|year-end\s+|summer\s+|autumn\s+|spring\s+|christmas\s+)?(?:audit|estimates|f[eê]te|fair|fayre|carnival|open\s+day|agm|parents[’']?\s+evening)\b".to_owned(),
        r"(?:before|ahead\s+of|in\s+advance\s+of)\s+the\s+(?:summer|winter|easter|christmas|autumn|half[\s-]term|school)\s+(?:holidays?|break|vacation)\b".to_owned(),
        r"(?:before|by)\s+(?:the\s+)?(?:start|end|beginning)\s+of\s+term\s+(?:[1-4]|one|two|three|four)\b(?:,?\s+(?:of\s+)?(?:19|20)\d{2})?".to_owned(),
        format!(r"{COUNT}\s+(?:(?:working|sitting|clear)\s+){{0,2}}(?:day|week|month|year)s?\s+before\s+(?:the|its|their|any|an?)\s+(?:[\w’'-]+\s+){{0,3}}?{happening}\b"),
        format!(r"(?:{COUNT}\s+(?:(?:working|sitting|clear)\s+)?(?:day|week|month|year)s?\s+)?(?:before|after)\s+(?:(?:an?|any|the)\s+(?:[\w’'-]+\s+){{1,3}}?|it\s+|they\s+)(?:(?:is|are)\s+(?:brought\s+(?:on|back|forward|in)(?:\s+again)?|laid|built|planted|opened|erected|completed)|comes?\s+into\s+(?:force|effect|operation))\b"),
        r"within\s+(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)\s+sitting\s+days(?:\s+(?:of|after|from)\s+(?:the|its|their)\s+[\w’'-]+(?:\s+by\s+the\s+[A-Z][\w’'-]+)?)?".to_owned(),
        r"by\s+(?:the\s+)?end\s+of\s+(?:(?:this|the|next)\s+)?(?:term|parliament|summer\s+holidays|day)\b".to_owned(),
        r"early\s+(?:next|this)\s+week\b".to_owned(),
        r"(?:erbyn|cyn|yn|i[’']r|at)\s?(?:y\s+)?(?:cyfarfod|pwyllgor)\s+nesaf\b".to_owned(),
    ];
    let compile = |pattern: &String| regex(&format!(r"(?i)\b(?:{pattern})"));
    patterns.iter().map(compile).collect()
});

/// Events that say by when only behind a task: "the floor was laid after Easter" tells of what was.
static TASK_EVENTS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:after\s+(?:easter|christmas|the\s+new\s+year|remembrance\s+(?:day|sunday)|the\s+(?:summer|easter|christmas)\s+(?:holidays?|break)|half[\s-]term)|at\s+(?:the|our|its)\s+(?:next\s+)?(?:agm|annual\s+(?:general|parish|town)\s+meeting))\b",
    )
});

static VAGUE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:forthwith\b|at\s+once\b|at\s+(?:the|its|their|your|our|an)\s+(?:very\s+)?(?:earliest|early)\s+(?:opportunity|convenience|stage|date|possible\s+\w+)|as\s+(?:soon|early|quickly)\s+as\s+(?:is\s+)?(?:possible|practicable|practical|practically\s+possible|reasonably\s+\w+|resources\s+allow|they\s+can|it\s+can)|as\s+soon\s+as\s+(?:it|they|this|these)\s+(?:is|are|becomes?)\s+(?:to\s+hand|available|ready)|in\s+good\s+time\b|asap\b|by\s+return\b(?:\s+of\s+(?:post|mail|e-?mail)\b)?|a\.s\.a\.p\.?|cyn\s+gynted\s+â\s+phosib(?:l)?\b|in\s+due\s+course|(?:to|at|for|by)\s+an?\s+(?:(?:near\s+)?future|later|subsequent|forthcoming|suitable)\s+(?:[\w’'-]+\s+){0,3}?(?:meetings?|date|stage|time)|in\s+the\s+(?:near|immediate|not\s+too\s+distant)\s+future|without\s+(?:any\s+)?(?:(?:undue|further|unnecessary)\s+)?delay|when\s+(?:resources|time|funds|funding|finances|the\s+budget)\s+(?:allows?|permits?)|(?:at|in)\s+(?:the|an)\s+appropriate\s+(?:time|stage|juncture)|within\s+the\s+(?:shortest\s+possible|next\s+few)\s+\w+|(?:in|over)\s+the\s+(?:coming|next\s+few)\s+(?:days|weeks|months)|later\s+(?:this|in\s+the)\s+year|within\s+a\s+reasonable\s+(?:time|period|timescale)|in\s+a\s+timely\s+(?:manner|fashion)|(?:with|as\s+a\s+matter\s+of)\s+(?:all\s+(?:due\s+)?)?urgency)",
    )
});

/// The events and vague wishes of a clause.
pub(super) fn find(text: &str) -> Vec<Found<Deadline>> {
    let mut found = Vec::new();
    for pattern in EVENTS.iter() {
        let due = pattern.find_iter(text).filter(|hit| !is_power(text, hit.as_str(), hit.start()));
        found.extend(due.map(|hit| {
            let words = cut(hit.as_str());
            let range = hit.start()..hit.start() + words.len();
            Found { value: without_end(words, Precision::Event), range, rule: "event" }
        }));
    }
    found.extend(TASK_EVENTS.find_iter(text).filter_map(|hit| {
        let task = is_to_be_done(text.get(..hit.start())?);
        let value = without_end(hit.as_str(), Precision::Event);
        task.then(|| Found { value, range: hit.range(), rule: "event" })
    }));
    let visits = |at: usize, words: &str| is_visit(text.get(..at).unwrap_or(""), words);
    let vague = VAGUE.find_iter(text).filter(|hit| !visits(hit.start(), hit.as_str()));
    found.extend(vague.map(|hit| Found {
        value: without_end(hit.as_str(), Precision::Vague),
        range: hit.range(),
        rule: "vague",
    }));
    found
}

/// "authority to make small changes before publication": what somebody may do by then is not due.
fn is_power(text: &str, words: &str, start: usize) -> bool {
    static POWER: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)\bauthority (?:be (?:given|granted) )?to\b[^.;]*$"));
    words.split_whitespace().count() == 2 && POWER.is_match(text.get(..start).unwrap_or(""))
}

/// A deadline whose last day is worked out by a convention; an event where it can't be. The paper's own day is given where the last
/// day was counted from it.
pub(super) fn worked_out(
    words: &str,
    end: Option<Date>,
    anchor: Option<Date>,
    convention: &str,
) -> Deadline {
    if end.is_none() {
        return without_end(words, Precision::Event);
    }
    Deadline {
        end,
        anchor,
        basis: Basis::Derived,
        convention: Some(convention.to_owned()),
        ..without_end(words, Precision::Day)
    }
}

/// A deadline whose date is not known.
pub(super) fn without_end(words: &str, precision: Precision) -> Deadline {
    Deadline {
        text: words.to_owned(),
        start: None,
        end: None,
        precision,
        anchor: None,
        basis: Basis::Stated,
        convention: None,
    }
}

/// An event's name ends where the sentence turns.
fn cut(words: &str) -> &str {
    let turns = [
        " and ", " to ", " with ", " that ", " which ", " so ", " by ", " be ", " is ", " are ",
        " will ", " as ", " but ", " or ", " in ", " on ", " at ", " when ", " where ", " who ",
        " has ", " have ",
    ];
    let whole = [" before ", " after ", " sitting days"].iter().any(|turn| words.contains(turn));
    let whole = whole || words.contains(" on the ");
    if whole || words.get(..7).is_some_and(|first| first.eq_ignore_ascii_case("before ")) {
        return words;
    }
    let starts = "in time for the ".len();
    let later = |turn: &&str| words.get(starts..)?.find(*turn).map(|at| at + starts);
    let end = turns.iter().filter_map(later).min().unwrap_or(words.len());
    words.get(..end).unwrap_or(words).trim_end()
}
