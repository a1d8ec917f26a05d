//! Which records are audited, by what the user asked for.

use minuted_emit::read_day;
use minuted_model::{Date, Kind, Outcome, Record};

/// Filters; each that is given must let a record pass.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct FilterArgs {
    /// Only portfolios with this in their name, whatever the case
    #[arg(long, value_name = "TEXT", help_heading = "Filters")]
    pub(crate) portfolio: Option<String>,
    /// Only bodies with this in their name
    #[arg(long, value_name = "TEXT", help_heading = "Filters")]
    pub(crate) body: Option<String>,
    /// Only councils with this in their name
    #[arg(long, value_name = "TEXT", help_heading = "Filters")]
    pub(crate) council: Option<String>,
    /// Only meetings on or after this day; undated ones are left out
    #[arg(long, value_name = "DATE", value_parser = parse_date, help_heading = "Filters")]
    pub(crate) from: Option<Date>,
    /// Only meetings on or before this day; undated ones are left out
    #[arg(long, value_name = "DATE", value_parser = parse_date, help_heading = "Filters")]
    pub(crate) to: Option<Date>,
    /// Only recommendation, resolution or action
    #[arg(long, value_name = "KIND", value_parser = parse_kind, help_heading = "Filters")]
    pub(crate) kind: Option<Kind>,
    /// Only this outcome: carried, deferred or draft
    #[arg(long, value_name = "OUTCOME", value_parser = parse_outcome, help_heading = "Filters")]
    pub(crate) outcome: Option<Outcome>,
}

impl FilterArgs {
    /// Whether a record is wanted.
    pub(crate) fn lets_pass(&self, record: &Record) -> bool {
        let meeting = &record.meeting;
        let mut portfolios = record.portfolios.iter();
        holds(self.council.as_deref(), meeting.council.as_deref())
            && holds(self.body.as_deref(), meeting.body.as_deref())
            && self.portfolio.as_deref().is_none_or(|wanted| {
                portfolios.any(|portfolio| holds(Some(wanted), Some(&portfolio.name)))
            })
            && self.from.is_none_or(|from| meeting.date.is_some_and(|date| date >= from))
            && self.to.is_none_or(|to| meeting.date.is_some_and(|date| date <= to))
            && self.kind.is_none_or(|kind| kind == record.kind)
            && self.outcome.is_none_or(|outcome| outcome == record.outcome)
    }
}

fn holds(wanted: Option<&str>, name: Option<&str>) -> bool {
    let Some(wanted) = wanted else { return true };
    name.is_some_and(|name| name.to_lowercase().contains(&wanted.to_lowercase()))
}

/// Reads a date argument.
pub(crate) fn parse_date(text: &str) -> Result<Date, String> {
    read_day(text).ok_or_else(|| "expected a date YYYY-MM-DD".to_owned())
}

fn parse_kind(text: &str) -> Result<Kind, String> {
    let known = || Kind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
    Kind::from_word(text).ok_or_else(|| format!("expected one of {}", known()))
}

fn parse_outcome(text: &str) -> Result<Outcome, String> {
    let standing = ["carried", "deferred", "draft"];
    let known = Outcome::from_word(text).filter(|_| standing.contains(&text));
    known.ok_or_else(|| format!("expected one of {}", standing.join(", ")))
}
