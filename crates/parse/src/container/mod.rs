//! Containers: files that hold documents of their own. Each member comes out by name, one at a time, in the order of the
//! container; a container inside a container is opened too, and its members' names begin with its own and a slash.
//!
//! Nothing is written anywhere: a name such as `../x` is only a name here. What a member asks of the machine is bounded by
//! what it turns out to hold, never by what its header says it does.

mod mail;
mod tape;
mod zipped;

use std::io::{self, Read};
use std::ops::ControlFlow;

use crate::error::{Error, ErrorKind};
use crate::limits::Limits;

/// A file inside a container, or why it could not be had.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name in the container, with slashes; inside a nested container `inner.zip/minutes.pdf`.
    pub name: String,
    /// Its bytes.
    pub content: Result<Vec<u8>, Error>,
}

/// A kind of container that is opened.
#[derive(Clone, Copy, Debug)]
pub struct Container {
    /// Short name, `zip`.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// Endings of file names, lower case.
    pub extensions: &'static [&'static str],
    /// How its bytes are recognised, in words.
    pub recognised_by: &'static str,
    is_it: fn(&[u8], &str) -> bool,
    open: fn(&mut Unpacker<'_>, &[u8], &str) -> Result<(), Stop>,
}

/// Every kind of container.
pub const CONTAINERS: &[Container] = &[
    Container {
        name: "zip",
        title: "ZIP archive",
        extensions: &["zip"],
        recognised_by: "`PK` at the start, and no member that makes it an office package",
        is_it: zipped::is_it,
        open: zipped::open,
    },
    Container {
        name: "gzip",
        title: "gzip, also of a TAR archive",
        extensions: &["gz", "tgz"],
        recognised_by: "the bytes 1f 8b 08 at the start",
        is_it: tape::is_gzip,
        open: tape::open_gzip,
    },
    Container {
        name: "tar",
        title: "TAR archive",
        extensions: &["tar"],
        recognised_by: "a first header whose checksum is right",
        is_it: tape::is_tar,
        open: tape::open_tar,
    },
    Container {
        name: "eml",
        title: "e-mail with its attachments, saved web page (MHTML)",
        extensions: &["eml", "mht", "mhtml"],
        recognised_by: "header lines, one of them `MIME-Version`, `Message-ID`, `Received` or `Return-Path`; or the name",
        is_it: mail::is_it,
        open: mail::open,
    },
];

/// The container that some bytes are; `name` only tells where they do not. Office packages are none.
pub fn container(bytes: &[u8], name: &str) -> Option<&'static Container> {
    CONTAINERS.iter().find(|container| (container.is_it)(bytes, name))
}

/// Hands every member of a container to `take`, until it has enough. Members that are containers are opened in turn.
///
/// # Errors
/// The container is damaged, or it breaks a limit; the members before that were handed out.
pub fn unpack(
    container: &Container,
    bytes: &[u8],
    name: &str,
    limits: &Limits,
    take: &mut dyn FnMut(Member) -> ControlFlow<()>,
) -> Result<(), Error> {
    let left = limits.container_bytes;
    let mut unpacker = Unpacker { limits, take, prefix: String::new(), depth: 1, members: 0, left };
    match (container.open)(&mut unpacker, bytes, name) {
        Ok(()) | Err(Stop::Enough) => Ok(()),
        Err(Stop::Damaged(error) | Stop::Limit(error)) => Err(error),
    }
}

/// Why unpacking ends early.
enum Stop {
    /// The taker has what it wants.
    Enough,
    /// This container cannot be followed any further; those around it can.
    Damaged(Error),
    /// All containers together ask too much.
    Limit(Error),
}

/// What is kept while containers are opened.
struct Unpacker<'a> {
    limits: &'a Limits,
    take: &'a mut dyn FnMut(Member) -> ControlFlow<()>,
    /// Names of the containers around, each with its slash.
    prefix: String,
    depth: u32,
    members: u32,
    /// Bytes that may still be expanded.
    left: u64,
}

impl Unpacker<'_> {
    /// Reads a member and hands it out, or opens it if it is a container.
    fn hand(&mut self, name: &str, content: impl Read) -> Result<(), Stop> {
        self.count()?;
        if is_hidden(name) {
            let error = Error::new(ErrorKind::Unknown, "hidden file, passed over");
            return self.give(name, Err(error));
        }
        let most = self.limits.expanded_bytes.min(self.left);
        let mut bytes = Vec::new();
        if let Err(error) = content.take(most.saturating_add(1)).read_to_end(&mut bytes) {
            if let Some(limit) = limit_behind(&error) {
                return Err(Stop::Limit(limit));
            }
            let reason = format!("damaged member ({error}), expected bytes that expand");
            return self.give(name, Err(Error::new(ErrorKind::Damaged, reason)));
        }
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if length > most {
            if self.left < self.limits.expanded_bytes {
                return Err(Stop::Limit(too_large(self.limits)));
            }
            let reason = format!("more than {most} bytes when expanded (limit `expanded_bytes`)");
            return self.give(name, Err(Error::new(ErrorKind::Limit, reason)));
        }
        self.left -= length;
        match container(&bytes, name) {
            Some(inner) => self.descend(inner, name, &bytes),
            None => self.give(name, Ok(bytes)),
        }
    }

    /// Hands out a member that is there but cannot be read.
    fn fail(&mut self, name: &str, error: Error) -> Result<(), Stop> {
        self.count()?;
        self.give(name, Err(error))
    }

    fn descend(&mut self, inner: &Container, name: &str, bytes: &[u8]) -> Result<(), Stop> {
        if self.depth >= self.limits.containers {
            let most = self.limits.containers;
            let reason = format!("containers nested more than {most} deep (limit `containers`)");
            return self.give(name, Err(Error::new(ErrorKind::Limit, reason)));
        }
        let outer = self.prefix.len();
        self.prefix = format!("{}{}/", self.prefix, clean(name));
        self.depth += 1;
        let outcome = (inner.open)(self, bytes, name);
        self.depth -= 1;
        self.prefix.truncate(outer);
        match outcome {
            Err(Stop::Damaged(error)) => self.give(name, Err(error)),
            outcome => outcome,
        }
    }

    fn count(&mut self) -> Result<(), Stop> {
        let most = self.limits.members;
        if self.members >= most {
            let reason = format!("more than {most} members (limit `members`)");
            return Err(Stop::Limit(Error::new(ErrorKind::Limit, reason)));
        }
        self.members += 1;
        Ok(())
    }

    fn give(&mut self, name: &str, content: Result<Vec<u8>, Error>) -> Result<(), Stop> {
        let name = format!("{}{}", self.prefix, clean(name));
        match (self.take)(Member { name, content }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Enough),
        }
    }
}

fn too_large(limits: &Limits) -> Error {
    let most = limits.container_bytes;
    Error::new(
        ErrorKind::Limit,
        format!("members of more than {most} bytes when expanded (limit `container_bytes`)"),
    )
}

/// The limit that a stream of ours ran into, behind whatever a reader made of its error.
fn limit_behind(error: &io::Error) -> Option<Error> {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(limit) = error.downcast_ref::<Error>() {
            return Some(limit.clone());
        }
        next = match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}

/// A member's name with plain slashes and without a leading `./` or `/`.
fn clean(name: &str) -> String {
    let name = name.replace('\\', "/");
    let parts = name.split('/').filter(|part| !part.is_empty() && *part != ".");
    parts.collect::<Vec<_>>().join("/")
}

/// Files that systems leave in archives: `.DS_Store`, `__MACOSX/._minutes.pdf`. Folders are walked by the same rule.
fn is_hidden(name: &str) -> bool {
    let name = clean(name);
    name.split('/').any(|part| part == "__MACOSX" || part.starts_with('.') && part != "..")
}

#[cfg(test)]
mod tests;
