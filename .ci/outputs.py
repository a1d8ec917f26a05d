"""Reads back what .ci/outputs wrote. Arguments: the folder, the JSON Schema of a record. Any fault ends it."""

import asyncio
import csv
import json
import re
import sys
from pathlib import Path

import datasette.app
import duckdb
import frictionless
import icalendar
import jsonschema
import sqlite_utils
from markdown_it import MarkdownIt

folder, schema = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
records = [json.loads(line) for line in (folder / "records.jsonl").read_text().splitlines()]
standing = [r for r in records if r["outcome"] not in ("lost", "withdrawn", "superseded")]
assert len(records) > 30, len(records)


def told(name, count):
    print(f"{name}: {count} read back")


# JSON and JSON Lines: a validator that is not ours.
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
assert json.loads((folder / "records.json").read_text()) == records
for record in records:
    validator.validate(record)
told("JSON Schema", len(records))

# CSV: the data package is valid, its types hold, and every row is there.
for name in ("records", "tracker", "log"):
    report = frictionless.validate(str(folder / f"{name}.datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])
    rows = list(csv.DictReader((folder / f"{name}.csv").open(newline="", encoding="utf-8-sig")))
    assert len(rows) == len(standing), (name, len(rows), len(standing))
    told(f"{name}.csv", len(rows))

# iCalendar: a component for each date, with its day.
due = sorted(d["end"] for r in standing for d in r["deadlines"] if d["end"])
todos = icalendar.Calendar.from_ical((folder / "dates.ics").read_bytes()).walk("VTODO")
events = icalendar.Calendar.from_ical((folder / "events.ics").read_bytes()).walk("VEVENT")
assert sorted(t["DUE"].dt.isoformat() for t in todos if "DUE" in t) == due
assert len(todos) == len(events) >= len(due) > 3
told("iCalendar", len(todos))

# Markdown: nothing of a paper became HTML or a link.
tokens = MarkdownIt().parse((folder / "page.md").read_text())
kinds = {child.type for token in tokens for child in token.children or []} | {t.type for t in tokens}
assert not kinds & {"html_block", "html_inline", "link_open", "image"}, kinds
told("Markdown", len(tokens))

# Web Annotation, Popolo, Open Civic Data: every record in its place.
page = json.loads((folder / "page.jsonld").read_text())
assert page["type"] == "AnnotationPage" and len(page["items"]) == len(standing)
assert all(item["target"] and item["body"] for item in page["items"])
popolo = json.loads((folder / "popolo.json").read_text())
known = {organization["id"] for organization in popolo["organizations"]}
assert len(popolo["motions"]) == len(standing)
assert all(motion["organization_id"] in known | {None} for motion in popolo["motions"])
dated = [r for r in standing if r["meeting"]["date"]]
ocd = json.loads((folder / "ocd.json").read_text())
assert sum(len(event["agenda"]) for event in ocd) == len(dated) > 10
told("Web Annotation, Popolo, Open Civic Data", len(standing))

# Parquet: DuckDB reads every row, with its nested columns and dates, and the query of docs/outputs.md.
parquet = duckdb.read_parquet(str(folder / "records.parquet"))
read = dict(parquet.select("id, struct_pack(d := deadlines, m := meeting, p := parts)").fetchall())
for r in standing:
    row = read.pop(r["id"])
    assert [d["text"] for d in row["d"]] == [d["text"] for d in r["deadlines"]], row
    assert [str(d["end"]) for d in row["d"]] == [str(d["end"]) for d in r["deadlines"]], row
    assert row["m"]["body"] == r["meeting"]["body"] and json.loads(row["p"]) == r["parts"], row
assert not read, read
query = re.search(r"```sql\n(.*?)\n```", Path("docs/outputs.md").read_text(), re.S)[1]
lacking = duckdb.sql(query.replace("records.parquet", str(folder / "records.parquet"))).fetchall()
assert sum(count for _, count in lacking) == sum("no_deadline" in r["gaps"] for r in standing) > 3
told("Parquet", len(standing))

# SQLite: sqlite-utils and Datasette open the import's database and the output; full text finds; the upsert line works.
imported = sqlite_utils.Database(folder / "papers.db")
written = sqlite_utils.Database(folder / "records.sqlite")
unique = {r["id"]: r for r in records}
assert {row["id"] for row in imported["records"].rows} == set(unique)
assert sorted(row["id"] for row in written["records"].rows) == sorted(r["id"] for r in standing)
for database in (imported, written):
    assert all(json.loads(row["json"])["id"] == row["id"] for row in database["records"].rows)
    found = database.execute("select count(*) from clauses where clauses match 'clerk'").fetchone()[0]
    told_of = [row for row in database["records"].rows if re.search(r"\bclerk\b", row["full_text"], re.I)]
    assert found == len(told_of) > 3, (found, len(told_of))
    assert database.execute("pragma foreign_key_check").fetchall() == []
    lacking = {row["id"] for row in database["without_deadline"].rows}
    assert lacking == {r["id"] for r in standing if "no_deadline" in r["gaps"] and r["effect"] == "act"} and len(lacking) > 3
followed = list(sqlite_utils.Database(folder / "tracker.db")["recommendations"].rows)
assert {row["id"] for row in followed} == set(unique) and len(followed) == len(unique)
assert followed == list(sqlite_utils.Database(folder / "replaced.db")["recommendations"].rows)
told("SQLite, sqlite-utils upsert and insert --replace", len(followed))


async def datasette_shows(path):
    server = datasette.app.Datasette([str(path)])
    for table in ("records", "recommendations", "without_owner", "by_portfolio", "failures", "clauses"):
        answer = await server.client.get(f"/{path.stem}/{table}.json?_shape=array")
        assert answer.status_code == 200, (table, answer.text)
    page = await server.client.get(f"/{path.stem}/records?_search=clerk")
    assert page.status_code == 200 and "clerk" in page.text.lower(), page.text[:500]


for name in ("papers.db", "records.sqlite"):
    asyncio.run(datasette_shows(folder / name))
told("Datasette", 2)

# SARIF by the schema of its standard; it and the audit's CSV say the same.
sarif = json.loads((folder / "audit.sarif").read_text())
sarif_schema = json.loads((folder / "schema.json").read_text())
of_sarif = jsonschema.Draft7Validator(sarif_schema, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)
of_sarif.validate(sarif)
assert not of_sarif.is_valid({**sarif, "runs": None})
rules = {rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]}
results = sarif["runs"][0]["results"]
rows = list(csv.DictReader((folder / "audit.csv").open(newline="")))
assert sarif["version"] == "2.1.0" and all(result["ruleId"] in rules for result in results)
assert [result["ruleId"] for result in results] == [row["check"] for row in rows]
told("SARIF", len(results))
