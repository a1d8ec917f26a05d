//! A value with the place in a text it was read from.

use std::ops::Range;

/// A value, the byte range of the text it was read from, and the rule that read it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found<T> {
    pub(crate) value: T,
    pub(crate) range: Range<usize>,
    pub(crate) rule: &'static str,
}
