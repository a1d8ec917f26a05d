#!/usr/bin/env python3
"""Turns gold files that hold words into gold files that hold numbers for them, so that what was read once can be kept and measured again
where the papers are: benches/hash_gold.py GOLD OUT.

The numbers are those of shared/score.py (CRC-32 of a word, 24 bits), sorted: which words a clause has, not what it says. Owners,
deadlines and sections are left out; what remains tells whether clauses, their bounds, kinds, effects and labels are right.
"""
import json
import re
import sys
import unicodedata
import zlib
from pathlib import Path

WORD = re.compile(r"[^\W_]+")


def numbers(text):
    text = unicodedata.normalize("NFKC", text or "").lower().replace("’", "'")
    return sorted(zlib.crc32(word.encode()) & 0xFFFFFF for word in WORD.findall(text))


def hashed(record):
    kept = {key: record.get(key) for key in ("kind", "effect", "outcome", "label")}
    kept["tok"] = numbers(record["text"])
    if record.get("stem"):
        kept["stem_tok"] = numbers(record["stem"])
    return kept


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: benches/hash_gold.py GOLD OUT")
    source, out = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.json")):
        gold = json.loads(path.read_text())
        kept = {"file": gold["file"], "records": [hashed(record) for record in gold["records"]]}
        doubtful = [{"tok": numbers(clause["text"])} for clause in gold.get("doubtful", [])]
        if doubtful:
            kept["doubtful"] = doubtful
        (out / path.name).write_text(json.dumps(kept, separators=(",", ":")) + "\n")


main()
