//! E-mails (RFC 5322 with MIME) and saved web pages of the same shape (MHTML): the body is a document, and each attachment.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::{Stop, Unpacker};
use crate::error::{Error, ErrorKind};

/// Bytes looked at for header lines.
const HEAD: usize = 8192;

/// Headers that only programs write: a letter typed with `From:` and `To:` has none of them.
const MADE: [&str; 4] = ["mime-version", "message-id", "received", "return-path"];

/// Endings of names that say so too.
const ENDINGS: [&str; 3] = [".eml", ".mht", ".mhtml"];

/// Whether bytes begin with the headers of a mail.
pub(super) fn is_it(bytes: &[u8], name: &str) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes));
    let mut names = Vec::new();
    for line in head.lines().take_while(|line| !line.is_empty()) {
        match header_name(line) {
            Some(name) => names.push(name),
            None if line.starts_with([' ', '\t']) && !names.is_empty() => {}
            None => return false,
        }
    }
    let lower = name.to_lowercase();
    let named = ENDINGS.iter().any(|ending| lower.ends_with(ending));
    let made = names.iter().any(|name| MADE.contains(&name.as_str()));
    names.len() >= 2 && made || named && !names.is_empty()
}

fn header_name(line: &str) -> Option<String> {
    let (name, _) = line.split_once(':')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (!name.is_empty() && name.chars().all(plain)).then(|| name.to_lowercase())
}

/// Hands out the body, as `body.html` or `body.txt`, and the attachments.
pub(super) fn open(unpacker: &mut Unpacker<'_>, bytes: &[u8], _: &str) -> Result<(), Stop> {
    let message = MessageParser::default().parse(bytes).ok_or_else(|| {
        let reason = "damaged e-mail, expected headers, a blank line and a body";
        Stop::Damaged(Error::new(ErrorKind::Damaged, reason))
    })?;
    if let Some((name, body)) = body(&message) {
        unpacker.hand(name, body.as_bytes())?;
    }
    let mut known: Vec<String> = Vec::new();
    for (part, number) in message.attachments().zip(1..) {
        let name = name_of(part, number);
        let again = known.iter().filter(|known| **known == name).count();
        known.push(name.clone());
        let name = if again == 0 { name } else { format!("{}/{name}", again + 1) };
        unpacker.hand(&name, part.contents())?;
    }
    Ok(())
}

/// The body: HTML where the mail has it, since it keeps lists and tables, otherwise text.
fn body(message: &Message<'_>) -> Option<(&'static str, String)> {
    let pages = message.html_bodies().filter_map(|part| match &part.body {
        PartType::Html(page) => Some(page.as_ref()),
        _ => None,
    });
    let pages: String = pages.collect();
    if !pages.trim().is_empty() {
        return Some(("body.html", pages));
    }
    let texts = message.text_bodies().filter_map(|part| match &part.body {
        PartType::Text(text) => Some(text.as_ref()),
        _ => None,
    });
    let text = texts.collect::<Vec<_>>().join("\n\n");
    (!text.trim().is_empty()).then_some(("body.txt", text))
}

/// The name of an attachment, or one by its place and media type.
fn name_of(part: &MessagePart<'_>, number: usize) -> String {
    if let Some(name) = part.attachment_name().map(str::trim).filter(|name| !name.is_empty()) {
        return name.replace(['/', '\\'], "_");
    }
    let ending = match &part.body {
        PartType::Message(_) => "eml",
        PartType::Html(_) => "html",
        PartType::Text(_) => "txt",
        _ => part.content_type().and_then(|it| it.subtype()).unwrap_or("bin"),
    };
    format!("attachment-{number}.{ending}")
}
