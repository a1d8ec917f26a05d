#!/usr/bin/env python3
"""How long `minuted link` takes over 100,000 made records, and over twice as many.

The records are those of many councils over ten years: each recommendation is drafted, agreed, perhaps answered and then
tracked year by year. Clauses are put together from word lists, so that many are alike. The seed is fixed.

    cargo build --release && python3 benches/link.py [RECORDS]
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target/release/minuted"
VERBS = "publish review extend close open fund survey map train appoint consult inspect repair lease light protect monitor widen rename digitise".split()
THINGS = "timetable bridge library culvert pavilion allotment shelter crossing register strategy contract depot archive fountain cemetery landfill museum ferry orchard stadium nursery market causeway reservoir observatory footpath hostel theatre".split()
SORTS = "annual temporary regional wooden municipal rural coastal northern digital historic volunteer seasonal covered public listed quarterly joint upper lower former".split()
PLACES = [first + last for first in "Ald Bram Cold Dun Eddle Fern Gors Hazel Ives Kirk Lang Marl Nether Orch Pen Quar Rush Salt Thorn Wex".split() for last in "ton ford mere by combe wick ham ley den worth".split()]
STATES = ["Not started", "In progress", "Completed"]


def record(number, council, date, body, text, **more):
    return {
        "schema": "minuted/1", "id": f"{number:032x}", "kind": "recommendation", "effect": "act", "outcome": "carried", "text": text, "stem": None, "full_text": text,
        "label": None, "label_path": [], "parts": [], "notes": [], "vote": None, "section": [], "addressees": [], "portfolios": [], "deadlines": [], "recurrences": [],
        "measures": [], "gaps": [], "response": None, "progress": None,
        "meeting": {"council": council, "body": body, "date": date, "item_number": None, "item_title": None, "document_type": None, "document_status": None},
        "source": {"path": f"{council}/{date}-{body}.txt", "sha256": f"{hash_of(council, date, body):064x}", "media_type": "text/plain", "member": None},
        "evidence": [], "mentions": [], "confidence": 0.9, "links": [], "repairs": [], "producer": {"version": "0", "rules": "0"}, **more}


def hash_of(*words):
    number = 0
    for char in " ".join(words):
        number = (number * 1000003 + ord(char)) % (1 << 250)
    return number


def records(count, seed=7):
    pick = random.Random(seed)
    number = 0
    while number < count:
        council = f"{pick.choice(PLACES)} District Council"
        year = pick.randrange(2010, 2020)
        text = f"That the Cabinet {pick.choice(VERBS)} the {pick.choice(SORTS)} {pick.choice(THINGS)} at {pick.choice(PLACES)} and {pick.choice(VERBS)} the {pick.choice(SORTS)} {pick.choice(THINGS)} beside it."
        life = [record(number, council, f"{year}-05-{pick.randrange(1, 28):02}", "Scrutiny Panel", text, outcome="draft"),
                record(number + 1, council, f"{year}-06-{pick.randrange(1, 28):02}", "Scrutiny Panel", text)]
        if pick.random() < 0.6:
            life.append(record(number + len(life), council, f"{year}-09-{pick.randrange(1, 28):02}", "Cabinet", text, response={"text": "Accepted.", "decision": "accepted"}))
        for later in range(pick.randrange(0, 4)):
            life.append(record(number + len(life), council, f"{year + later}-12-{pick.randrange(1, 28):02}", "Scrutiny Panel", text, progress={"text": None, "status": None, "status_text": pick.choice(STATES), "as_of": None, "basis": None}))
        yield from life
        number += len(life)


def run(count, folder):
    path, out = folder / f"{count}.jsonl", folder / f"{count}.linked.jsonl"
    with path.open("w") as file:
        for one in records(count):
            file.write(json.dumps(one) + "\n")
    start = time.perf_counter()
    before = os.times()
    subprocess.run([PROGRAM, "link", path, "-o", out], check=True)
    wall, after = time.perf_counter() - start, os.times()
    links = sum(len(json.loads(line)["links"]) for line in out.open())
    print(f"{count} records: {wall:.1f} s, {after.children_user + after.children_system - before.children_user - before.children_system:.1f} s of processor, {links} links")
    return wall


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        once, twice = (run(size, pathlib.Path(folder)) for size in (count, 2 * count))
    print(f"twice as many in {twice / once:.2f} times the time")
    if count == 100_000 and (once > 60 or twice > 2.5 * once):
        sys.exit("slower than it should be")


if __name__ == "__main__":
    main()
