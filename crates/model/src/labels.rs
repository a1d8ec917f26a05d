//! Lists of labels as references write them: "1 to 3, 5 and (v)". Answers and links both name records so.

/// Each label of a list, ranges counted out; lower case, without brackets.
pub fn labels_in(list: &str) -> Vec<String> {
    let spaced = list.replace(['–', '-'], " to ").replace([',', '&'], " ");
    let mut labels: Vec<String> = Vec::new();
    let mut range = false;
    for word in spaced.split_whitespace() {
        let label = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        match label.as_str() {
            "to" => range = true,
            "and" | "" => {}
            _ => {
                if std::mem::take(&mut range) {
                    let from = labels.last().cloned().unwrap_or_default();
                    labels.extend(between(&from, &label));
                }
                labels.push(label);
            }
        }
    }
    labels
}

/// The labels after `from` and before `to`: `r1` and `r4` give `r2` and `r3`.
fn between(from: &str, to: &str) -> Vec<String> {
    let split = |label: &str| {
        let start = label.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let (stem, figure) = label.split_at_checked(start)?;
        Some((stem.to_owned(), figure.parse::<u32>().ok()?))
    };
    let (Some((stem, from)), Some((other, to))) = (split(from), split(to)) else {
        return Vec::new();
    };
    let same = stem == other && to.saturating_sub(from) < 60;
    (from + 1..to).filter(|_| same).map(|figure| format!("{stem}{figure}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_ranges_are_counted_out() {
        for (list, labels) in [
            ("1 to 3", vec!["1", "2", "3"]),
            ("R1-R4", vec!["r1", "r2", "r3", "r4"]),
            ("(i), (ii) and (v)", vec!["i", "ii", "v"]),
            ("3.1 and 3.2", vec!["3.1", "3.2"]),
            ("2, 4 and 6 to 8", vec!["2", "4", "6", "7", "8"]),
        ] {
            assert_eq!(labels_in(list), labels, "{list}");
        }
    }
}
