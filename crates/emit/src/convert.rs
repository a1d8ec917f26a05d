//! Model to wire types and back, field by field.
//! Every field is named on both sides, so that a field added to either does not compile until it is added here.

use minuted_model::{self as model, Date};

use crate::v1;
use crate::word::{Day, Word, WordList};

/// A value carried over between the model and the wire.
pub(crate) trait Cross<To> {
    /// The same value on the other side.
    fn cross(self) -> To;
}

macro_rules! same {
    ($($name:ty),+) => { $(
        impl Cross<$name> for $name {
            fn cross(self) -> $name {
                self
            }
        }
    )+ };
}

same!(String, u32, usize, f64, [f32; 4]);

impl<T: WordList> Cross<Word<T>> for T {
    fn cross(self) -> Word<T> {
        Word(self)
    }
}

impl<T: WordList> Cross<T> for Word<T> {
    fn cross(self) -> T {
        self.0
    }
}

impl Cross<Day> for Date {
    fn cross(self) -> Day {
        Day(self)
    }
}

impl Cross<Date> for Day {
    fn cross(self) -> Date {
        self.0
    }
}

impl<A: Cross<B>, B> Cross<Option<B>> for Option<A> {
    fn cross(self) -> Option<B> {
        self.map(Cross::cross)
    }
}

impl<A: Cross<B>, B> Cross<Vec<B>> for Vec<A> {
    fn cross(self) -> Vec<B> {
        self.into_iter().map(Cross::cross).collect()
    }
}

macro_rules! both_ways {
    ($($name:ident { $($field:ident)+ } $(, $extra:ident: $value:expr)?;)+) => { $(
        impl Cross<v1::$name> for model::$name {
            fn cross(self) -> v1::$name {
                let Self { $($field),+ } = self;
                v1::$name { $($extra: $value,)? $($field: $field.cross()),+ }
            }
        }

        impl Cross<model::$name> for v1::$name {
            fn cross(self) -> model::$name {
                let Self { $($extra: _,)? $($field),+ } = self;
                model::$name { $($field: $field.cross()),+ }
            }
        }

        impl From<model::$name> for v1::$name {
            fn from(value: model::$name) -> Self {
                value.cross()
            }
        }

        impl From<v1::$name> for model::$name {
            fn from(value: v1::$name) -> Self {
                value.cross()
            }
        }
    )+ };
}

both_ways! {
    Record {
        id kind effect outcome text stem full_text label label_path parts notes vote section
        addressees portfolios deadlines recurrences measures gaps response progress meeting source
        evidence mentions confidence links repairs producer
    }, schema: v1::SCHEMA.to_owned();
    Part { label text parts };
    Vote { proposer seconder votes_for against abstain text };
    Addressee { text role portfolio person };
    Portfolio { text name source };
    Deadline { text start end precision anchor basis convention };
    Recurrence { text rrule };
    Measure { text value unit comparator };
    Response { text decision };
    Progress { text status status_text as_of basis };
    Meeting { council body date item_number item_title document_type document_status };
    Source { path sha256 media_type member };
    Evidence { field rule quote page start end bbox row column };
    Link { kind id score reasons };
    Producer { version rules };
}
