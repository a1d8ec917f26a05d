#!/usr/bin/env python3
"""Works out confidence from gold: the share of records that are a clause of the gold, by rule and by structure.

Usage: benches/calibrate.py GOLD ROOT [--write]   (MINUTED names the program, else target/debug/minuted)

Shares of rules that were seen seldom lean towards that of their structure, those towards the share of all records.
How far they can be trusted is shown on sources left out: each source's records get the shares of all other sources.
Prints the reliability table; with --write, writes crates/normalise/data/confidence.toml as well. Procedural records and
those that were lost, withdrawn or superseded count on neither side, as in `minuted eval`.
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("MINUTED", str(HERE / "target/debug/minuted"))
DATA = HERE / "crates/normalise/data/confidence.toml"
WEIGHT = 8.0  # how many records the prior counts for
ROWS = [0.95, 0.9, 0.85, 0.8, 0.0]
SHAPES = {"bare": "bare", "item": "bare", "column": "table_row", "sentence": "narrative"}


def run(*args):
    return subprocess.run([PROGRAM, *args], check=True, capture_output=True, text=True).stdout


def sorts():
    """The sort of each rule, as `rules list` prints it."""
    return {line.split()[1]: line.split()[0] for line in run("rules", "list").splitlines()[:-1]}


def judged(gold, root):
    """Every record that counts: source, rule, and whether it is a clause of the gold."""
    papers = json.loads(run("eval", gold, "--docs", root, "--json"))["papers"]
    for paper in papers:
        file = json.loads((pathlib.Path(gold) / paper["paper"]).read_text())["file"]
        false = {place(miss["place"]) for miss in paper["misses"] if miss["what"] == "FALSE"}
        counted = []
        for line in run("extract", "-q", "--no-ocr", str(pathlib.Path(root) / file)).splitlines():
            record = json.loads(line)
            clause = next(it for it in record["evidence"] if it["field"] == "text")
            if record["effect"] != "procedural" and record["outcome"] not in ("lost", "withdrawn", "superseded"):
                counted.append((clause["rule"], (clause["start"], clause["end"]) not in false))
        # What matches a doubtful or an ignored clause is neither right nor wrong; it cannot be told from the right ones here.
        figures = paper["figures"]
        excused = sum(right for _, right in counted) - figures["hit"]
        if excused:
            print(f"{paper['paper']}: {excused} excused, counted as right", file=sys.stderr)
        source = file.split("/")[1] if file.count("/") > 1 else file
        yield from ((source, rule, right) for rule, right in counted)


def place(words):
    start, end = re.search(r"(\d+)\.\.(\d+)$", words).groups()
    return int(start), int(end)


def lean(right, seen, prior):
    return (right + WEIGHT * prior) / (seen + WEIGHT)


def shares(records, shape_of):
    by_rule, by_shape = collections.defaultdict(list), collections.defaultdict(list)
    for _, rule, right in records:
        by_rule[rule].append(right)
        by_shape[shape_of(rule)].append(right)
    prior = lean(sum(right for *_, right in records), len(records), 0.5)
    out = {}
    for shape in ("opener", "bare", "table_row", "narrative"):
        out[f"shape_{shape}"] = lean(sum(by_shape[shape]), len(by_shape[shape]), prior)
    for rule, rights in by_rule.items():
        out[rule] = lean(sum(rights), len(rights), out[f"shape_{shape_of(rule)}"])
    return out


def left_out(records, shape_of):
    """For each record the share it is given by all other sources, and whether it is right."""
    said = []
    for source in sorted({source for source, *_ in records}):
        known = shares([it for it in records if it[0] != source], shape_of)
        for _, rule, right in (it for it in records if it[0] == source):
            said.append((round(known.get(rule, known[f"shape_{shape_of(rule)}"]), 2), right))
    return said


def table(said):
    yield "| said | records | right |"
    yield "|---|---|---|"
    above = 1.01
    bounds = [(row, top) for row, top in zip(ROWS, [above] + ROWS)]
    for low, high, name in [(low, high, f"{low:.2f} to {min(high, 1.0):.2f}") for low, high in bounds] + [(0.9, above, "0.90 and more")]:
        rights = [right for share, right in said if low <= share < high]
        yield f"| {name} | {len(rights)} | {sum(rights) / len(rights):.3f} |" if rights else f"| {name} | 0 | - |"


def main():
    gold, root = [arg for arg in sys.argv[1:] if arg != "--write"]
    known = sorts()
    shape_of = lambda rule: SHAPES.get(known.get(rule, ""), "opener")
    records = list(judged(gold, root))
    sources = {source for source, *_ in records}
    lines = list(table(left_out(records, shape_of)))
    print(f"{len(records)} records of {len(sources)} sources; each source left out in turn:\n")
    print("\n".join(lines))
    if "--write" not in sys.argv:
        return
    seen = collections.Counter(rule for _, rule, _ in records)
    out = ["# Share of records that are a clause of the gold, by rule and by structure; written by benches/calibrate.py.",
           "# A rule that is not here takes the share of its structure. docs/scoreboard.md shows how far the shares hold."]
    for name, share in sorted(shares(records, shape_of).items()):
        times = f" # of {seen[name]}" if name in seen else ""
        # No number of records seen makes certain.
        out.append(f"{name} = {min(share, 0.99):.2f}{times}")
    DATA.write_text("\n".join(out) + "\n")


main()
