//! What is mended in the source of a paper before it is read as Markdown: front matter, stars that close nothing, numbers set far
//! from their words.

use std::borrow::Cow;

/// "**Action: Ann to write. **", as programs that turn PDF into Markdown write it: the blank before the stars that close goes
/// behind them, without which they close nothing.
pub(super) fn close_bold(text: &str) -> Cow<'_, str> {
    if !text.contains(" **") {
        return text.into();
    }
    text.split_inclusive('\n').map(close_bold_in).collect::<String>().into()
}

/// The same for one line; one whose stars do not pair, or that holds code, stays as it is.
fn close_bold_in(line: &str) -> Cow<'_, str> {
    let parts: Vec<&str> = line.split("**").collect();
    let paired = parts.len() % 2 == 1 && !line.contains("***") && !line.contains('`');
    if !paired || !line.contains(" **") {
        return line.into();
    }
    let mut mended = String::with_capacity(line.len());
    for (at, part) in parts.into_iter().enumerate() {
        let words = part.trim_end_matches(' ');
        let bold = at % 2 == 1 && !words.is_empty();
        let blanks = part.get(words.len()..).unwrap_or_default();
        mended.extend(if bold { ["**", words, "**", blanks] } else { [part, "", "", ""] });
    }
    mended.into()
}

/// "1.     That the plan be noted": a number with five blanks behind it or more. For Markdown what follows would be code.
pub(super) fn narrow_markers(text: &str) -> Cow<'_, str> {
    if text.lines().all(|line| marker_gap(line).is_none()) {
        return text.into();
    }
    let narrow = |line: &str| match marker_gap(line) {
        Some((marker, rest)) => format!("{marker} {rest}"),
        None => line.to_owned(),
    };
    text.split_inclusive('\n').map(narrow).collect::<String>().into()
}

/// The number or bullet of a list item and what stands far behind it.
fn marker_gap(line: &str) -> Option<(&str, &str)> {
    const GAP: &str = "     ";
    let (marker, rest) = line.split_at_checked(line.trim_start().find(GAP)? + indent_of(line))?;
    let label = marker.trim_start();
    let number = label.strip_suffix(['.', ')']).unwrap_or("");
    let counts = (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let listed = indent_of(line) < 4 && (counts || ["-", "*", "+"].contains(&label));
    let rest = rest.trim_start_matches(' ');
    (listed && rest.starts_with(|c: char| !c.is_whitespace())).then_some((marker, rest))
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The title that the front matter of a page gives, and the page below it. Site generators put it between lines of `---` (YAML)
/// or `+++` (TOML).
pub(super) fn without_front(text: &str) -> (Option<String>, &str) {
    let front = ["---", "+++"].iter().find_map(|fence| {
        let rest = text.strip_prefix(fence)?.trim_start_matches('\r').strip_prefix('\n')?;
        let end = rest.match_indices(fence).map(|(at, _)| at).find(|at| {
            let after = rest.get(at + fence.len()..).unwrap_or("");
            let ends = after.is_empty() || after.starts_with(['\n', '\r']);
            ends && rest.get(..*at).is_some_and(|front| front.is_empty() || front.ends_with('\n'))
        })?;
        Some((rest.get(..end)?, rest.get(end + fence.len()..)?))
    });
    let Some((front, body)) = front else { return (None, text) };
    let said = front.lines().find_map(|line| {
        let rest = line.strip_prefix("title")?.trim_start();
        rest.strip_prefix([':', '='])
    });
    let title = said.map(|title| title.trim().trim_matches(['"', '\'']).trim());
    (title.filter(|title| !title.is_empty()).map(str::to_owned), body)
}
