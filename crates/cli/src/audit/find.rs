//! What there is to chase about one record, with the reason.
//! Gaps are taken as the record has them; the rest is worked out here, from dates that were given and never from the clock.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use clap::ValueEnum;
use jiff::ToSpan;
use jiff::civil;
use minuted_model::{
    Date, DecisionWord, Effect, Evidence, Gap, Kind, LinkKind, Outcome, Record, Status,
};

use crate::args::AuditArgs;

/// Something to chase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Check {
    /// Neither a deadline nor an interval
    NoDeadline,
    /// Only vague deadlines
    VagueDeadline,
    /// Nothing measurable
    NoMeasure,
    /// Nobody named to act
    NoOwner,
    /// Past its deadline on the day of --as-of and not completed
    Overdue,
    /// Answered with a refusal
    Rejected,
    /// A recommendation with no answer and no progress on record
    Unanswered,
    /// Unanswered two months on (--response-clock)
    LateResponse,
}

/// The law behind [`Check::LateResponse`].
pub(crate) const RESPONSE_CLOCK: &str = "Local Government Act 2000, section 9FE (England)";
const RESPONSE_MONTHS: i32 = 2;

impl Check {
    /// Every check, in the order they are told.
    pub(crate) const ALL: [Self; 8] = [
        Self::NoDeadline,
        Self::VagueDeadline,
        Self::NoMeasure,
        Self::NoOwner,
        Self::Overdue,
        Self::Rejected,
        Self::Unanswered,
        Self::LateResponse,
    ];

    /// The word for it, as `--gap` and the outputs have it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::NoDeadline => "no_deadline",
            Self::VagueDeadline => "vague_deadline",
            Self::NoMeasure => "no_measure",
            Self::NoOwner => "no_owner",
            Self::Overdue => "overdue",
            Self::Rejected => "rejected",
            Self::Unanswered => "unanswered",
            Self::LateResponse => "late_response",
        }
    }

    /// What it means, in a sentence.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::NoDeadline => "No date and no interval is given by which it is to be done.",
            Self::VagueDeadline => "The only deadline given names no date.",
            Self::NoMeasure => "Nothing is given by which to tell that it is done.",
            Self::NoOwner => "Nobody is named to act.",
            Self::Overdue => "Its deadline has passed and it is not recorded as completed.",
            Self::Rejected => "It was answered with a refusal.",
            Self::Unanswered => "No answer and no progress is recorded.",
            Self::LateResponse => "No answer is recorded within the statutory two months.",
        }
    }

    fn of_gap(gap: Gap) -> Self {
        match gap {
            Gap::NoDeadline => Self::NoDeadline,
            Gap::VagueDeadline => Self::VagueDeadline,
            Gap::NoMeasure => Self::NoMeasure,
            Gap::NoOwner => Self::NoOwner,
        }
    }
}

/// One record with what there is to chase about it.
pub(crate) struct Finding {
    pub(crate) record: Brief,
    /// Each check with its reason, in the order of [`Check::ALL`].
    pub(crate) checks: Vec<(Check, String)>,
}

/// What is told of a record.
#[derive(Clone, Debug, Default)]
pub(crate) struct Brief {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) label: Option<String>,
    pub(crate) text: String,
    pub(crate) owners: Vec<String>,
    pub(crate) portfolios: Vec<String>,
    pub(crate) due: Option<Date>,
    pub(crate) council: Option<String>,
    pub(crate) body: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) path: String,
    pub(crate) page: Option<u32>,
    /// Bytes of the clause in the canonical text.
    pub(crate) span: Option<(usize, usize)>,
}

/// Looks for what there is to chase.
#[derive(Clone, Debug, Default)]
pub(crate) struct Finder {
    pub(crate) as_of: Option<Date>,
    response_clock: bool,
    wanted: BTreeSet<Check>,
    answered: BTreeSet<String>,
}

impl Finder {
    /// A finder as asked for.
    ///
    /// # Errors
    /// The response clock is asked for without a day to read it on.
    pub(crate) fn new(args: &AuditArgs) -> Result<Self> {
        if args.response_clock && args.as_of.is_none() {
            bail!("--response-clock: expected --as-of DATE with it");
        }
        Ok(Self {
            as_of: args.as_of,
            response_clock: args.response_clock,
            wanted: args.gap.iter().copied().collect(),
            answered: BTreeSet::new(),
        })
    }

    /// Whether a record is audited at all: it stands, and something is to be done or is decided.
    pub(crate) fn is_in_scope(&self, record: &Record) -> bool {
        record.outcome.stands() && record.effect == Effect::Act
    }

    /// Takes note of what a record answers or reports on.
    pub(crate) fn see_links(&mut self, record: &Record) {
        let answers = record
            .links
            .iter()
            .filter(|link| matches!(link.kind, LinkKind::ResponseTo | LinkKind::ProgressOf));
        self.answered.extend(answers.map(|link| link.id.clone()));
    }

    /// What there is to chase about a record.
    pub(crate) fn find(&self, record: &Record) -> Finding {
        let mut checks: Vec<(Check, String)> =
            record.gaps.iter().map(|&gap| explain_gap(record, gap)).collect();
        checks.extend(self.overdue(record));
        checks.extend(rejected(record));
        checks.extend(self.unanswered(record));
        checks.retain(|(check, _)| self.wanted.is_empty() || self.wanted.contains(check));
        checks.sort();
        Finding { record: Brief::of(record), checks }
    }

    fn overdue(&self, record: &Record) -> Option<(Check, String)> {
        let as_of = self.as_of?;
        let due = last_due(record).filter(|due| *due < as_of)?;
        let is_open = !is_finished(record) && !was_rejected(record);
        is_open.then(|| (Check::Overdue, format!("was due {due}, not completed on {as_of}")))
    }

    fn unanswered(&self, record: &Record) -> Vec<(Check, String)> {
        let asks = record.kind == Kind::Recommendation && record.outcome == Outcome::Carried;
        let silent = record.response.is_none() && record.progress.is_none();
        if !asks || !silent || self.answered.contains(&record.id) {
            return Vec::new();
        }
        let mut checks =
            vec![(Check::Unanswered, "no answer and no progress on record".to_owned())];
        checks.extend(self.late_response(record));
        checks
    }

    fn late_response(&self, record: &Record) -> Option<(Check, String)> {
        let as_of = self.as_of.filter(|_| self.response_clock)?;
        let met = record.meeting.date?;
        let due = response_due(met).filter(|due| *due < as_of)?;
        let reason = format!("no answer by {due}, two months from {met}: {RESPONSE_CLOCK}");
        Some((Check::LateResponse, reason))
    }
}

/// The last day of the two months that begin with the day of the meeting.
fn response_due(met: Date) -> Option<Date> {
    let day =
        civil::Date::new(met.year, i8::try_from(met.month).ok()?, i8::try_from(met.day).ok()?);
    let after = day.ok()?.checked_add(RESPONSE_MONTHS.months()).ok()?;
    let due = after.yesterday().ok()?;
    let (month, day) = (u8::try_from(due.month()).ok()?, u8::try_from(due.day()).ok()?);
    Some(Date { year: due.year(), month, day })
}

fn explain_gap(record: &Record, gap: Gap) -> (Check, String) {
    let check = Check::of_gap(gap);
    let reason = match gap {
        Gap::NoDeadline => "no date and no interval given".to_owned(),
        Gap::VagueDeadline => {
            let said: Vec<&str> =
                record.deadlines.iter().map(|deadline| deadline.text.as_str()).collect();
            format!("only “{}”", said.join("”, “"))
        }
        Gap::NoMeasure => "nothing measurable given".to_owned(),
        Gap::NoOwner => "nobody named to act".to_owned(),
    };
    (check, reason)
}

fn rejected(record: &Record) -> Option<(Check, String)> {
    let said = record.response.as_ref().and_then(|response| response.text.as_deref());
    let reason = said.map_or("answered with a refusal".to_owned(), |said| format!("“{said}”"));
    was_rejected(record).then_some((Check::Rejected, reason))
}

fn was_rejected(record: &Record) -> bool {
    let decision = record.response.as_ref().and_then(|response| response.decision);
    decision == Some(DecisionWord::Rejected)
}

fn is_finished(record: &Record) -> bool {
    let status = record.progress.as_ref().and_then(|progress| progress.status);
    matches!(status, Some(Status::Completed | Status::Superseded))
}

/// The last of its deadlines that names a day.
pub(crate) fn last_due(record: &Record) -> Option<Date> {
    record.deadlines.iter().filter_map(|deadline| deadline.end).max()
}

impl Brief {
    fn of(record: &Record) -> Self {
        let clause = record.evidence.iter().find(|evidence| evidence.field == "text");
        Self {
            id: record.id.clone(),
            kind: record.kind.as_str(),
            label: record.label.clone(),
            text: record.text.clone(),
            owners: record.addressees.iter().map(|owner| owner.text.clone()).collect(),
            portfolios: record.portfolios.iter().map(|it| it.name.clone()).collect(),
            due: last_due(record),
            council: record.meeting.council.clone(),
            body: record.meeting.body.clone(),
            date: record.meeting.date,
            path: path_of(record),
            page: clause.and_then(|clause: &Evidence| clause.page),
            span: clause.map(|clause| (clause.start, clause.end)),
        }
    }

    /// `papers/minutes.pdf:p2`, for people.
    pub(crate) fn place(&self) -> String {
        let page = self.page.map_or(String::new(), |page| format!(" p. {page}"));
        format!("{}{page}", self.path)
    }
}

fn path_of(record: &Record) -> String {
    match &record.source.member {
        Some(member) => format!("{}!{member}", record.source.path),
        None => record.source.path.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_months_begin_with_the_day_itself() {
        let date = |year, month, day| Date { year, month, day };
        assert_eq!(response_due(date(2024, 1, 10)), Some(date(2024, 3, 9)));
        assert_eq!(response_due(date(2023, 12, 31)), Some(date(2024, 2, 28)));
    }
}
