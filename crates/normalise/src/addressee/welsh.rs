//! In which words Welsh clauses say who must act: "Y Clerc i ysgrifennu", "Bydd y Cyng. Bedw yn holi".

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::regex;

/// Whoever a Welsh clause gives something to do.
pub(super) static WELSH: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let name = r"[A-ZÀ-Þ][\w’'-]+";
    let one = format!(
        r"(?:Clerc|Cadeirydd|Is-?[Gg]adeirydd|Trysorydd|Ysgrifennydd|Arweinydd|Prif Weithredwr|Swyddogion|(?:Swyddog|Rheolwr|Pennaeth|Cyfarwyddwr)(?: (?:(?:a|ac|y|yr) )?{name}){{0,5}}|Cyng(?:h|hr|horydd|horwyr)?\.? (?:Sir )?(?:[A-ZÀ-Þ]\. ?){{0,2}}{name}(?: {name}){{0,2}})"
    );
    let article = "(?:[Yy]r? )?";
    let begins = "(?:^|[.;:,] |\\bac? )";
    // "Cyng. A. Onnen a'r Clerc i gyfarfod": each is found by what stands before or behind the other.
    let with = format!(r"(?:(?:, | ac? | a[’']r |/){article}{one})");
    let patterns = [
        format!(
            r"{begins}{article}(?P<who>{one}){with}{{0,3}} i(?:[’']w)? [a-z]{{2,}}(?:u|o|i|n|d|r|l|w|dd|s|f|g|a)\b"
        ),
        format!(r"{one}(?:, | ac? | a[’']r |/){article}(?P<who>{one}) i(?:[’']w)? [a-z]{{3,}}"),
        format!(r"\b(?:[Bb]ydd|[Bb]yddai) {article}(?P<who>{one}){with}{{0,3}} yn [a-z]{{3,}}"),
        format!(
            r"\b(?:[Bb]ydd|[Bb]yddai) {article}{one}(?:, | ac? | a[’']r |/){article}(?P<who>{one}) yn [a-z]{{3,}}"
        ),
    ];
    patterns.iter().map(|pattern| regex(pattern)).collect()
});
