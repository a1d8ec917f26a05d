//! What an RTF group inherits from the one around it and gives back at its end: where its text goes and how it looks.

use minuted_model::MarkKind;

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Destination {
    /// The paper.
    #[default]
    Body,
    /// Page headers and footers.
    Margin,
    /// A number as printed, before its paragraph.
    Marker,
    /// The title among the properties.
    Title,
    /// The table of fonts.
    Fonts,
    /// The table of styles.
    Styles,
    /// Properties other than the title: groups inside may be one.
    Info,
    /// Nowhere.
    Nowhere,
}

/// The state of a group.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct State {
    pub(super) destination: Destination,
    pub(super) look: Look,
    pub(super) paragraph: Properties,
    /// Fallback characters after each `\u`.
    pub(super) fallbacks: usize,
}

/// How text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) font: i32,
    bold: bool,
    italic: bool,
    underlined: bool,
    struck: bool,
    /// Hidden, or deleted with changes tracked.
    pub(super) gone: bool,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Properties {
    pub(super) style: i32,
    /// Outline level from 0, where the paragraph has its own.
    pub(super) outline: Option<i32>,
    pub(super) level: u8,
    pub(super) in_table: bool,
}

impl Look {
    /// Takes a word about characters; others change nothing.
    pub(super) fn set(&mut self, name: &str, number: Option<i32>) {
        let on = number != Some(0);
        match name {
            "plain" => *self = Self::default(),
            "f" => self.font = number.unwrap_or(0),
            "b" => self.bold = on,
            "i" => self.italic = on,
            "ulnone" => self.underlined = false,
            "ul" | "uld" | "uldb" | "ulw" | "uldash" | "ulth" | "ulwave" => self.underlined = on,
            "strike" | "striked" => self.struck = on,
            "v" | "deleted" => self.gone = on,
            _ => {}
        }
    }

    /// The marks of text that looks so.
    pub(super) fn marks(self) -> Vec<MarkKind> {
        let all = [
            (self.bold, MarkKind::Bold),
            (self.italic, MarkKind::Italic),
            (self.underlined, MarkKind::Underlined),
            (self.struck, MarkKind::Struck),
        ];
        all.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect()
    }
}

impl Properties {
    /// Takes a word about paragraphs; others change nothing.
    pub(super) fn set(&mut self, name: &str, number: Option<i32>) {
        match name {
            "pard" => *self = Self::default(),
            "s" => self.style = number.unwrap_or(0),
            "outlinelevel" => self.outline = number,
            "ilvl" => {
                let level = number.unwrap_or(0).clamp(0, 8);
                self.level = u8::try_from(level).unwrap_or(0);
            }
            "intbl" => self.in_table = true,
            _ => {}
        }
    }
}
