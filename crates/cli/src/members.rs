//! Files that hold documents of their own: each member goes its own way through the pipeline and fails on its own.

use std::fmt;
use std::ops::ControlFlow;
use std::path::Path;

use minuted_model::Document;
use minuted_parse::{container, unpack};

use crate::input::Input;
use crate::pipeline::{Failure, Origin, Output, Pipeline, Stage, catch, to_failure};

/// Most members that a message lists.
const MOST_LISTED: usize = 20;

/// What came of one document of a file.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its name inside the file, if that is a container.
    pub member: Option<String>,
    /// Its records, or why there are none. [`Pipeline::run_all`] lets go of the documents of members: archives hold thousands.
    pub outcome: Result<Output, Failure>,
}

impl Reading {
    /// The reading of a file that is no container.
    pub(crate) fn of_file(outcome: Result<Output, Failure>) -> Self {
        Self { member: None, outcome }
    }

    /// What people are told it is: the path, and the member after a colon.
    pub(crate) fn name(&self, input: &Input) -> String {
        match &self.member {
            Some(member) => format!("{}: {member}", input.display()),
            None => input.display(),
        }
    }

    /// The name of a file that was met rather than named, and is of no format read here: no failure, only counted.
    pub(crate) fn passed_over<'a>(&'a self, input: &'a Input) -> Option<&'a Path> {
        let unknown = self.outcome.as_ref().is_err_and(|failure| failure.stage == Stage::Sniff);
        match &self.member {
            Some(member) => unknown.then_some(Path::new(member)),
            None => (unknown && !input.named).then_some(&*input.path),
        }
    }
}

impl Pipeline {
    /// Reads every document of a file: the file itself, or each member of a container, in its order.
    ///
    /// A container that breaks off gives a last reading without a member, which says why.
    pub fn run_all(&self, bytes: &[u8], path: &str) -> Vec<Reading> {
        let mut readings = Vec::new();
        self.run_each(bytes, path, |reading| {
            let of_member = reading.member.is_some();
            let outcome = reading.outcome.map(|output| match of_member {
                true => Output { document: Document::default(), ..output },
                false => output,
            });
            readings.push(Reading { outcome, ..reading });
        });
        readings
    }

    /// The same, each with its document, handed on one at a time.
    pub(crate) fn run_each(&self, bytes: &[u8], path: &str, mut take: impl FnMut(Reading)) {
        let Some(kind) = container(bytes, path) else {
            return take(Reading::of_file(self.run(bytes, path)));
        };
        let mut is_empty = true;
        let end = catch(|| {
            unpack(kind, bytes, path, &self.limits, &mut |member| {
                is_empty = false;
                let origin = Origin { path, member: Some(&member.name) };
                let outcome = member.content.map_err(to_failure);
                let outcome = outcome.and_then(|bytes| self.run(&bytes, origin));
                take(Reading { member: Some(member.name), outcome });
                ControlFlow::Continue(())
            })
            .map_err(to_failure)
        });
        match end {
            Err(failure) => take(Reading::of_file(Err(failure))),
            Ok(()) if is_empty => {
                let reason = format!("an empty container ({}), expected members", kind.name);
                let failure = Failure { stage: Stage::Parse, reason };
                take(Reading::of_file(Err(failure)));
            }
            Ok(()) => {}
        }
    }

    /// The bytes of one member of a container.
    ///
    /// # Errors
    /// The file is no container, has no such member, or the member cannot be had.
    pub fn member(&self, bytes: &[u8], path: &str, wanted: &str) -> Result<Vec<u8>, Failure> {
        let fail = |reason: String| Failure { stage: Stage::Parse, reason };
        let kind = container(bytes, path)
            .ok_or_else(|| fail(format!("no container, expected one with a member {wanted}")))?;
        let mut found = None;
        let mut names = Vec::new();
        let end = unpack(kind, bytes, path, &self.limits, &mut |member| {
            if member.name == wanted {
                found = Some(member.content.map_err(to_failure));
                return ControlFlow::Break(());
            }
            names.push(member.name);
            ControlFlow::Continue(())
        });
        match (found, end) {
            (Some(content), _) => content,
            (None, Err(error)) => Err(to_failure(error)),
            (None, Ok(())) => {
                Err(fail(format!("no member {wanted}, expected one of: {}", Listed(&names))))
            }
        }
    }

    /// Says that a container was given where one document is read, and which members it has; `None` for a document.
    pub(crate) fn needs_member(&self, bytes: &[u8], path: &str) -> Option<Failure> {
        let kind = container(bytes, path)?;
        let mut names = Vec::new();
        let end = unpack(kind, bytes, path, &self.limits, &mut |member| {
            names.push(member.name);
            ControlFlow::Continue(())
        });
        let reason = match end {
            Ok(()) => format!("a container, expected --member with one of: {}", Listed(&names)),
            Err(error) => return Some(to_failure(error)),
        };
        Some(Failure { stage: Stage::Parse, reason })
    }
}

/// Names for a message, not too many.
struct Listed<'a>(&'a [String]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: Vec<&str> = self.0.iter().take(MOST_LISTED).map(String::as_str).collect();
        f.write_str(&shown.join(", "))?;
        match self.0.len().saturating_sub(MOST_LISTED) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}
