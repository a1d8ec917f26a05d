//! Markdown of a paper whose printed pages a converter divided by rules: the rules, the page numbers and the notices beside
//! them are no part of the paper, and a sentence runs on over them. Other rules, and titles underlined by dashes, are left.

use std::borrow::Cow;

/// How far a printed page number may be from the number of rules before it.
const APART: usize = 1;

/// Joins the pages of a text that is divided so; any other text comes back as it is.
pub(crate) fn unpage(text: &str) -> Cow<'_, str> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let rules: Vec<usize> = (0..lines.len()).filter(|&at| is_rule(line(&lines, at))).collect();
    let divides = |(count, &at): (usize, &usize)| is_page_break(&lines, at, count + 1);
    if rules.len() < 2 || !rules.iter().enumerate().any(divides) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut pages = 0;
    // The last line of the page before, where a page has just ended, and the blank lines since.
    let mut broken = false;
    let mut blank = "";
    let mut last = "";
    let mut at = 0_usize;
    for raw in text.lines() {
        if raw.trim().is_empty() {
            blank = "\n";
            continue;
        }
        let breaks = |line: &str| is_rule(line) || is_notice(line);
        let before = at.checked_sub(1).is_some_and(|before| breaks(line(&lines, before)));
        let number = (before || is_rule(line(&lines, at + 1))) && is_page_number(raw, pages);
        at += 1;
        if is_rule(raw) {
            pages += 1;
            broken = true;
        } else if number || is_notice(raw) {
            broken = true;
        } else {
            let glue = match broken {
                false => blank,
                true if runs_on(last, raw) => "",
                true => "\n",
            };
            out.extend([glue, raw, "\n"]);
            (broken, blank, last) = (false, "", raw);
        }
    }
    Cow::Owned(out)
}

fn line<'a>(lines: &[&'a str], at: usize) -> &'a str {
    lines.get(at).copied().unwrap_or("")
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.bytes().all(|byte| byte == b'-')
}

/// Whether a rule has a page number or a notice beside it, or stands in the midst of a sentence.
fn is_page_break(lines: &[&str], at: usize, count: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| line(lines, before));
    let after = line(lines, at + 1);
    is_page_number(after, count)
        || is_page_number(before, count - 1)
        || is_notice(after)
        || runs_on(before, after)
}

fn is_page_number(line: &str, pages: usize) -> bool {
    let line = line.trim();
    line.len() <= 3 && line.parse::<usize>().is_ok_and(|number| number.abs_diff(pages) <= APART)
}

/// `*<small>Scanned page</small>*`.
fn is_notice(line: &str) -> bool {
    let line = line.trim().trim_matches('*');
    line.starts_with("<small>") && line.ends_with("</small>")
}

/// Whether a sentence that the last line of a page leaves open runs on in the first of the next.
fn runs_on(last: &str, next: &str) -> bool {
    let ended = last.trim_end().ends_with(['.', ':', ';', '?', '!', '|', '*']);
    let prose = last.split_whitespace().count() > 3 && !last.starts_with(['#', '|']);
    prose && !ended && next.trim_start().starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::unpage;

    #[test]
    fn a_sentence_runs_on_over_rule_and_number() {
        let text = "[Original](x.pdf)\n\n---\nMINUTES\n\nThat the slipway be let to the club of\n---\n2\n\nthe harbour for a year.\n\nIt was agreed.\n---\n3\n\nNext item\n";
        assert_eq!(
            unpage(text),
            "[Original](x.pdf)\n\nMINUTES\n\nThat the slipway be let to the club of\nthe harbour for a year.\n\nIt was agreed.\n\nNext item\n"
        );
    }

    #[test]
    fn the_number_may_end_the_page_and_a_notice_begin_the_next() {
        let text = "Minutes\n\n---\nThat the gate, which sticks, be urgently\n1\n\n\n---\n*<small>Scanned page</small>*\nmended by May.\n\n---\nThe end\n";
        assert_eq!(
            unpage(text),
            "Minutes\n\nThat the gate, which sticks, be urgently\nmended by May.\n\nThe end\n"
        );
    }

    #[test]
    fn rules_between_sections_and_underlined_titles_are_left() {
        for text in [
            "Minutes\n---\n\nThat the fees be set.\n\nActions\n---\n\nClerk to write.\n",
            "One rule of dashes and no more\n---\nunder it.\n",
            "Part one.\n\n---\n\n7\n\nPart two.\n\n---\n\nPart three.\n",
        ] {
            assert_eq!(unpage(text), text);
        }
    }
}
