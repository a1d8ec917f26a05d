//! Lists: which entries stand under which, from their labels first and their indents second.
//! Whether an entry is a record or a part is not decided here.

use minuted_model::{Field, Span};

use crate::label::Label;

/// A piece of a list as it stands in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its label as printed.
    pub(crate) label: Option<Span>,
    /// Its words; several spans where it runs over blocks.
    pub(crate) text: Vec<Span>,
    /// The indent level the reader saw.
    pub(crate) level: u8,
    /// Whether it is quoted by the entry before it, whatever its label.
    pub(crate) quoted: bool,
    /// What is told of it alone: its answer below it, its owner in the margin.
    pub(crate) told: Vec<Field>,
}

impl Entry {
    /// An entry that nothing quotes.
    pub(crate) fn new(label: Option<Span>, text: Vec<Span>, level: u8) -> Self {
        Self { label, text, level, quoted: false, told: Vec::new() }
    }
}

/// An entry with what stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) entry: Entry,
    pub(crate) children: Vec<Self>,
}

impl Node {
    /// What is told of it, or of what stands under it.
    pub(crate) fn told(&self) -> Vec<Field> {
        let below = self.children.iter().flat_map(Self::told);
        self.entry.told.iter().cloned().chain(below).collect()
    }
}

/// The last entry of each list that is still open, outermost first.
struct Open {
    label: Option<Label>,
    level: u8,
}

/// Builds the tree of a run of entries; `printed` gives the words of a label.
pub(crate) fn tree(entries: Vec<Entry>, printed: impl Fn(Span) -> String) -> Vec<Node> {
    let mut open: Vec<Open> = Vec::new();
    let mut roots: Vec<Node> = Vec::new();
    for entry in entries {
        if entry.quoted {
            children_at(&mut roots, open.len()).push(Node { entry, children: Vec::new() });
            continue;
        }
        let readings = entry.label.map(|label| Label::readings(&printed(label)));
        let (depth, label) = place(&open, readings.as_deref(), entry.level);
        open.truncate(depth);
        open.push(Open { label, level: entry.level });
        children_at(&mut roots, depth).push(Node { entry, children: Vec::new() });
    }
    roots
}

/// The depth at which an entry belongs and the reading of its label that puts it there.
fn place(open: &[Open], readings: Option<&[Label]>, level: u8) -> (usize, Option<Label>) {
    let Some(readings) = readings else {
        return (0, None);
    };
    for loosely in [false, true] {
        for (depth, list) in open.iter().enumerate().rev() {
            let fits = |label: &&Label| {
                list.label.as_ref().is_some_and(|last| label.follows(last, loosely))
            };
            let elsewhere = (loosely || is_bullet(readings)) && level != list.level;
            if let Some(label) = readings.iter().find(fits).filter(|_| !elsewhere) {
                return (depth, Some(label.clone()));
            }
        }
    }
    let beside = |(depth, list): (usize, &Open)| {
        let last = list.label.as_ref()?;
        let label = readings.iter().find(|label| label.is_beside(last))?;
        Some((depth, Some(label.clone())))
    };
    if let Some(found) = open.iter().enumerate().rev().find_map(beside) {
        return found;
    }
    let first = readings.iter().find(|label| label.is_first());
    match (first, open.last()) {
        (Some(label), Some(last)) if level >= last.level => (open.len(), Some(label.clone())),
        (_, None) => (0, readings.first().cloned()),
        _ => {
            let depth = open.iter().position(|list| list.level >= level).unwrap_or(open.len() - 1);
            (depth, first.or(readings.first()).cloned())
        }
    }
}

fn is_bullet(readings: &[Label]) -> bool {
    readings.iter().any(|label| label.number == 0)
}

fn children_at(roots: &mut Vec<Node>, depth: usize) -> &mut Vec<Node> {
    let mut list = roots;
    for _ in 0..depth {
        if list.is_empty() {
            break;
        }
        let last = list.len() - 1;
        list = &mut list.get_mut(last).expect("the list was just seen not to be empty").children;
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Builds a tree from labels and levels and prints it with brackets around children.
    fn shape(labels: &[(&str, u8)]) -> String {
        let text: String = labels.iter().map(|(label, _)| *label).collect();
        let mut at = 0;
        let entries = labels.iter().map(|&(label, level)| {
            let span = Span::new(at, at + label.len());
            at = span.end;
            Entry::new((!label.is_empty()).then_some(span), Vec::new(), level)
        });
        let printed = |span: Span| text.get(span.start..span.end).unwrap_or("").to_owned();
        print(&tree(entries.collect(), printed), &printed)
    }

    fn print(nodes: &[Node], printed: &impl Fn(Span) -> String) -> String {
        let one = |node: &Node| {
            let label = node.entry.label.map_or("-".to_owned(), printed);
            let under = print(&node.children, printed);
            if under.is_empty() { label } else { format!("{label}[{under}]") }
        };
        nodes.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_of_as_many_parts_stand_beside_each_other() {
        assert_eq!(shape(&[("4.1.1", 0), ("4.1.2", 0), ("4.2.1", 0)]), "4.1.1 4.1.2 4.2.1");
        assert_eq!(shape(&[("4.1", 0), ("4.1.1", 0)]), "4.1[4.1.1]");
    }

    #[test]
    fn families_nest_without_indents() {
        assert_eq!(
            shape(&[("1.", 0), ("(a)", 0), ("(b)", 0), ("2.", 0), ("(a)", 0)]),
            "1.[(a) (b)] 2.[(a)]"
        );
        assert_eq!(shape(&[("(a)", 0), ("(i)", 0), ("(ii)", 0), ("(b)", 0)]), "(a)[(i) (ii)] (b)");
        assert_eq!(shape(&[("R1", 0), ("-", 0), ("-", 0), ("R2", 0)]), "R1[- -] R2");
    }

    #[test]
    fn numbers_with_letters_nest_below_their_number_or_stand_for_it() {
        assert_eq!(shape(&[("1(a)", 0), ("1(b)", 0), ("2.", 0)]), "1(a) 1(b) 2.");
        assert_eq!(shape(&[("1(a)", 0), ("1(b)", 0), ("2(a)", 0)]), "1(a) 1(b) 2(a)");
        assert_eq!(shape(&[("1a)", 0), ("1b)", 0)]), "1a) 1b)");
        assert_eq!(shape(&[("1.", 0), ("1(a)", 0), ("1(b)", 0), ("2.", 0)]), "1.[1(a) 1(b)] 2.");
    }

    #[test]
    fn a_skipped_or_repeated_number_stays_in_its_list() {
        assert_eq!(shape(&[("1.", 0), ("2.", 0), ("2.", 0), ("4.", 0)]), "1. 2. 2. 4.");
        assert_eq!(shape(&[("1)", 0), ("1)", 0)]), "1) 1)");
    }

    #[test]
    fn bullets_nest_by_indent() {
        assert_eq!(shape(&[("-", 0), ("-", 1), ("-", 0)]), "-[-] -");
    }
}
