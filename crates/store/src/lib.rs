//! Records in a SQLite database: what was read from which file, what came of it, and what changed since.
//!
//! Nothing here reads a paper or a folder. A file's rows appear all at once or not at all, every value goes in as a
//! parameter, and what is written out does not depend on the order in which it came.

mod error;
mod feed;
mod files;
mod forward;
mod links;
mod output;
mod packed;
mod producer;
mod read;
mod repeats;
mod rows;
mod schema;
mod store;
mod sweep;
mod work;
mod write;

pub use error::{Error, Result};
pub use feed::{Change, Op};
pub use files::{Hashed, Seen, Unhashed};
pub use forward::Forwarded;
pub use links::{Linked, Linking};
pub use output::Sqlite;
pub use packed::{expand, pack, unpack};
pub use read::{Exported, FailureRow};
pub use repeats::{Again, StoredPaper};
pub use store::{Run, Store, Wanted};
pub use sweep::Swept;
pub use work::{Choice, Stored, Work, WorkKind};
pub use write::{Doubt, Fault, Paper, Reading};
