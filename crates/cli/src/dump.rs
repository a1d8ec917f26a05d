//! `minuted text` and `minuted dump`: the state of one paper after each stage, for people and bug reports.
//!
//! Drafts print as one block each: a line with what sort of clause it is, then a line for each place,
//! `name start..end words`. Records print as their JSON would, without quotes, braces and what is absent.

use std::io::{self, Write};

use anyhow::Result;
use minuted_emit::v1;
use minuted_model::{Document, Draft, DraftPart, Read, Span};
use serde_json::Value;

use crate::Exit;
use crate::args::{After, DumpArgs, PaperArgs, TextArgs};
use crate::input::Input;
use crate::pipeline::{Failure, Origin, Pipeline};
use crate::run;

/// Prints the canonical text, and nothing but it.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn text(args: &TextArgs) -> Result<Exit> {
    let pipeline = Pipeline::builtin();
    show(&args.paper, pipeline, |pipeline, bytes, origin| Ok(pipeline.parse(bytes, origin)?.text))
}

/// Prints the state after one stage.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn dump(args: &DumpArgs) -> Result<Exit> {
    show(&args.paper, args.reading.pipeline()?, |pipeline, bytes, origin| match args.after {
        After::Parse => Ok(pipeline.parse(bytes, origin)?.to_outline()),
        After::Extract => {
            let (document, drafts) = pipeline.extract(bytes, origin)?;
            Ok(drafts.iter().map(|draft| print_draft(&document, draft)).collect())
        }
        After::Normalise => {
            let records = pipeline.run(bytes, origin)?.records;
            Ok(records.into_iter().map(|record| print_record(record.into())).collect())
        }
    })
}

fn show(
    args: &PaperArgs,
    pipeline: Pipeline,
    print: impl FnOnce(&Pipeline, &[u8], Origin<'_>) -> Result<String, Failure>,
) -> Result<Exit> {
    let input = Input { path: args.file.clone(), named: true };
    let path = input.display();
    let pipeline = pipeline.with_ocr(!args.no_ocr);
    let origin = Origin { path: &path, member: args.member.as_deref() };
    let printed =
        bytes_of(&pipeline, &input, origin).and_then(|bytes| print(&pipeline, &bytes, origin));
    match printed {
        Ok(printed) => {
            io::stdout().lock().write_all(printed.as_bytes())?;
            Ok(Exit::Done)
        }
        Err(failure) => {
            eprintln!("minuted: {path}: {failure}");
            Ok(Exit::Nothing)
        }
    }
}

/// The bytes of the paper meant: the file, or the member of it that was asked for.
fn bytes_of(pipeline: &Pipeline, input: &Input, origin: Origin<'_>) -> Result<Vec<u8>, Failure> {
    let bytes = run::read_bytes(input)?;
    match origin.member {
        Some(member) => pipeline.member(&bytes, origin.path, member),
        None => pipeline.needs_member(&bytes, origin.path).map_or(Ok(bytes), Err),
    }
}

/// One draft: what it is, then every place it was read from.
fn print_draft(document: &Document, draft: &Draft) -> String {
    let mut out = format!(
        "{} · {} · {} · {} · {}\n",
        draft.kind, draft.effect, draft.outcome, draft.shape, draft.rule
    );
    let mut line = |indent: usize, name: &str, spans: &[Span]| {
        for (index, &span) in spans.iter().enumerate() {
            let name = if index == 0 { name } else { "+" };
            let words = document.slice(span);
            let indent = "  ".repeat(indent);
            out.push_str(&format!("{indent}{name} {}..{} {words}\n", span.start, span.end));
        }
    };
    for &heading in &draft.section {
        line(1, "section", &[heading]);
    }
    line(1, "stem", &draft.stem);
    for &label in &draft.label_path {
        line(1, "label", &[label]);
    }
    line(1, "text", &draft.text);
    print_parts(&mut line, 2, &draft.parts);
    for field in &draft.fields {
        print_read(&mut line, &format!("{:?}", field.name), &field.read);
    }
    for mention in &draft.mentions {
        print_read(&mut line, "mention", mention);
    }
    for repair in &draft.repairs {
        out.push_str(&format!("  repair {repair}\n"));
    }
    out.push('\n');
    out
}

fn print_parts(line: &mut impl FnMut(usize, &str, &[Span]), indent: usize, parts: &[DraftPart]) {
    for part in parts {
        if let Some(label) = part.label {
            line(indent, "label", &[label]);
        }
        line(indent, "part", &part.text);
        print_parts(line, indent + 1, &part.parts);
    }
}

fn print_read(line: &mut impl FnMut(usize, &str, &[Span]), name: &str, read: &Read) {
    line(1, &format!("{name} by {}", read.rule), &read.spans);
}

/// One record: its id, then every field that is there.
fn print_record(record: v1::Record) -> String {
    let mut out = format!("{}\n", record.id);
    let value = serde_json::to_value(record).unwrap_or_default();
    if let Value::Object(mut fields) = value {
        for known in ["schema", "id", "source", "producer"] {
            fields.shift_remove(known);
        }
        print_value(&mut out, 1, &Value::Object(fields));
    }
    out.push('\n');
    out
}

fn print_value(out: &mut String, indent: usize, value: &Value) {
    let Value::Object(fields) = value else { return };
    let spaces = "  ".repeat(indent);
    for (name, value) in fields {
        for value in each(value) {
            if let Some(short) = print_short(value) {
                out.push_str(&format!("{spaces}{name}: {short}\n"));
            } else if has_text_and_parts(value) {
                out.push_str(&format!("{spaces}{name}:\n"));
                print_value(out, indent + 1, value);
            } else {
                out.push_str(&format!("{spaces}{name}: {}\n", print_inline(value)));
            }
        }
    }
}

/// The members of a list, or the value itself; nothing for what is absent.
fn each(value: &Value) -> Vec<&Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(members) => members.iter().collect(),
        Value::Object(fields) if fields.values().all(Value::is_null) => Vec::new(),
        value => vec![value],
    }
}

fn print_short(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    }
}

fn has_text_and_parts(value: &Value) -> bool {
    value.get("parts").is_some()
}

/// `text (name value, name value)` for small objects such as a deadline.
fn print_inline(value: &Value) -> String {
    let Value::Object(fields) = value else { return value.to_string() };
    let main = ["text", "quote"].iter().find_map(|name| fields.get(*name)?.as_str());
    let others = fields
        .iter()
        .filter(|(name, value)| !value.is_null() && !matches!(name.as_str(), "text" | "quote"));
    let others: Vec<String> = others
        .map(|(name, value)| format!("{name} {}", print_short(value).unwrap_or(value.to_string())))
        .collect();
    format!("{} ({})", main.unwrap_or_default(), others.join(", ")).trim_start().to_owned()
}
