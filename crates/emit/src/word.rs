//! Words and dates of the model as JSON has them: word lists as strings, dates as ISO 8601.
//! The model knows no serialisation, so these wrappers stand between it and serde.

use std::borrow::Cow;

use minuted_model::{
    Basis, Comparator, Date, DecisionWord, DocumentStatus, DocumentType, Effect, Gap, Kind,
    LinkKind, Outcome, PortfolioSource, Precision, Role, Status,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A closed word list of the contract.
pub trait WordList: Copy + 'static {
    /// Name of the list, as the schema has it.
    const NAME: &'static str;

    /// Every word, in the order of the contract.
    fn words() -> Vec<&'static str>;

    /// The word as JSON has it.
    fn word(self) -> &'static str;

    /// The variant for a JSON word.
    fn of_word(word: &str) -> Option<Self>;
}

macro_rules! word_lists {
    ($($name:ident)+) => { $(
        impl WordList for $name {
            const NAME: &'static str = stringify!($name);

            fn words() -> Vec<&'static str> {
                Self::ALL.iter().map(|word| word.as_str()).collect()
            }

            fn word(self) -> &'static str {
                self.as_str()
            }

            fn of_word(word: &str) -> Option<Self> {
                Self::from_word(word)
            }
        }
    )+ };
}

word_lists! {
    Kind Effect Outcome Role PortfolioSource Precision Basis Comparator Gap DecisionWord Status
    DocumentType DocumentStatus LinkKind
}

/// One word of a list, a string in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<T>(pub T);

impl<T: WordList> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.word())
    }
}

impl<'de, T: WordList> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = Cow::<'de, str>::deserialize(deserializer)?;
        let known = T::of_word(&word).map(Self);
        known.ok_or_else(|| {
            D::Error::custom(format!("`{word}`, expected one of {}", T::words().join(", ")))
        })
    }
}

impl<T: WordList> JsonSchema for Word<T> {
    fn schema_name() -> Cow<'static, str> {
        T::NAME.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": T::words() })
    }
}

/// A date, `YYYY-MM-DD` in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        let day = read_day(&text).map(Self);
        day.ok_or_else(|| D::Error::custom(format!("`{text}`, expected a date YYYY-MM-DD")))
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        })
    }
}

/// Reads `YYYY-MM-DD`; a day its month does not have gives `None`.
pub fn read_day(text: &str) -> Option<Date> {
    let numbers: Vec<&str> = text.split('-').collect();
    let [year, month, day] = numbers.try_into().ok()?;
    let of_length = |part: &str, length: usize| {
        part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !(of_length(year, 4) && of_length(month, 2) && of_length(day, 2)) {
        return None;
    }
    let date =
        Date { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
    (date.day >= 1 && date.day <= days_in(date.year, date.month)?).then_some(date)
}

fn days_in(year: i16, month: u8) -> Option<u8> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_checked_against_the_calendar() {
        let day = |year, month, day| Some(Date { year, month, day });
        for (text, expected) in [
            ("2024-02-29", day(2024, 2, 29)),
            ("2023-02-29", None),
            ("2000-02-29", day(2000, 2, 29)),
            ("2024-13-01", None),
            ("2024-1-01", None),
            ("2024-06-00", None),
            ("2024-06-31", None),
        ] {
            assert_eq!(read_day(text), expected, "{text}");
        }
    }

    #[test]
    fn an_unknown_word_names_the_known_ones() {
        let error = serde_json::from_str::<Word<Kind>>("\"motion\"").unwrap_err();
        assert!(error.to_string().contains("expected one of recommendation, resolution, action"));
    }
}
