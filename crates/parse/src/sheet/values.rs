//! Values of spreadsheet cells as text: what a reader of the sheet sees, save that dates are ISO dates.

use calamine::{DataType, ExcelDateTime};

/// Significant digits that a spreadsheet shows at most.
const DIGITS: i32 = 15;

/// The text of a value; `format` is its number format, such as `0%`.
pub(super) fn print(value: &impl DataType, format: Option<&str>) -> String {
    if let Some(date) = value.get_datetime() {
        return date_time(&date);
    }
    if let Some(text) = value.get_string().or_else(|| value.get_datetime_iso()) {
        return iso_day(text);
    }
    if let Some(truth) = value.get_bool() {
        return if truth { "TRUE" } else { "FALSE" }.to_owned();
    }
    let amount = value.get_float().or_else(|| value.get_int().map(to_float));
    match (amount, format.and_then(percent_places)) {
        (Some(share), Some(places)) => format!("{:.places$}%", share * 100.0),
        (Some(amount), None) => number(amount),
        (None, _) => value.get_duration_iso().unwrap_or_default().to_owned(),
    }
}

/// A date without the time that only says midnight; any other text as it is.
pub(super) fn iso_day(text: &str) -> String {
    match text.split_once('T') {
        Some((day, time)) if is_day(day) && time.chars().all(|c| "0:.Z".contains(c)) => {
            day.to_owned()
        }
        Some((day, time)) if is_day(day) => format!("{day} {}", time.get(..5).unwrap_or(time)),
        _ => text.to_owned(),
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.chars().all(|c| c.is_ascii_digit() || c == '-')
}

/// How many decimals a percentage format shows; `None` for other formats.
fn percent_places(format: &str) -> Option<usize> {
    let before = format.split(';').next()?.split_once('%')?.0;
    Some(before.rsplit_once('.').map_or(0, |(_, places)| places.matches('0').count()))
}

fn date_time(value: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = value.to_ymd_hms_milli();
    let (day, time) = (format!("{year:04}-{month:02}-{day:02}"), format!("{hour:02}:{minute:02}"));
    match (value.as_f64() < 1.0 || value.is_duration(), hour, minute) {
        (true, ..) => time,
        (false, 0, 0) => day,
        (false, ..) => format!("{day} {time}"),
    }
}

/// A number without the digits that only binary arithmetic adds.
fn number(amount: f64) -> String {
    if !amount.is_finite() {
        return String::new();
    }
    let whole = amount.abs().max(1.0).log10().floor() as i32 + 1;
    let places = usize::try_from(DIGITS - whole).unwrap_or(0);
    let text = format!("{amount:.places$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

#[expect(clippy::cast_precision_loss, reason = "a spreadsheet holds every number as a float")]
fn to_float(amount: i64) -> f64 {
    amount as f64
}

#[cfg(test)]
mod tests {
    use calamine::{Data, ExcelDateTimeType};

    use super::*;

    #[test]
    fn values_read_as_they_are_shown() {
        let date =
            |value| Data::DateTime(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false));
        for (value, format, expected) in [
            (date(45_328.0), None, "2024-02-06"),
            (date(45_328.75), None, "2024-02-06 18:00"),
            (date(0.5), None, "12:00"),
            (Data::DateTimeIso("2024-02-06T00:00:00".into()), None, "2024-02-06"),
            (Data::Float(0.86), Some("0%"), "86%"),
            (Data::Float(0.8625), Some("0.0%"), "86.2%"),
            (Data::Float(0.1 + 0.2), Some("General"), "0.3"),
            (Data::Float(75_000.0), None, "75000"),
            (Data::Int(-3), None, "-3"),
            (Data::String("To write".into()), None, "To write"),
            (Data::Empty, None, ""),
        ] {
            assert_eq!(print(&value, format), expected);
        }
    }
}
