#!/usr/bin/env python3
"""Measures reading PDFs side by side with poppler, in one run: words found, and CPU time.

    benches/pdf.py [--program target/release/minuted] [--rounds 1] [--words-only] FOLDER..

(a) Word F1 of `minuted text` against `pdftotext` on every PDF below FOLDER that has a text layer: bags of words, letters
    and digits only, compared file by file. Files below 0.9 are listed, with the words that each side has alone.
(b) CPU seconds (user and system, of the finished process) of `minuted text` and `minuted extract` against
    `pdftotext -layout`, file by file in turn, so that a busy machine slows all three alike.

It needs pdftotext (`apt-get install poppler-utils`) and, for (b), a release build. It prints figures and judges nothing.
"""
import argparse
import collections
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unicodedata

FEWEST_WORDS = 20  # A PDF in which pdftotext finds fewer has no text layer to compare.
WORD = re.compile(r"[^\W_]+")


def main():
    arguments = read_arguments()
    if not shutil.which("pdftotext"):
        sys.exit("pdftotext is not there: apt-get install poppler-utils")
    papers = sorted(p for folder in arguments.folders for p in folder.rglob("*") if p.suffix.lower() == ".pdf")
    if not papers:
        sys.exit(f"no PDF below {', '.join(map(str, arguments.folders))}")
    print_words(arguments.program, papers)
    if not arguments.words_only:
        print_times(arguments.program, papers, arguments.rounds)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--program", default="target/release/minuted")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--words-only", action="store_true")
    return parser.parse_args()


def print_words(program, papers):
    scores = {}
    for paper in papers:
        theirs = words_of(["pdftotext", paper, "-"])
        if sum(theirs.values()) >= FEWEST_WORDS:
            ours = words_of([program, "text", "--no-ocr", paper])
            scores[paper] = (f1(ours, theirs), ours, theirs)
    values = sorted(score for score, _, _ in scores.values())
    print(f"words: {len(scores)} of {len(papers)} PDFs have a text layer")
    print(f"word F1 mean {sum(values) / len(values):.4f}, lowest {values[0]:.4f}, under 0.9: {sum(v < 0.9 for v in values)}")
    for paper, (score, ours, theirs) in sorted(scores.items(), key=lambda item: item[1][0]):
        if score < 0.97:
            print(f"  {score:.4f} {paper}")
        if score < 0.9:
            print(f"         only pdftotext: {commonest(theirs - ours)}")
            print(f"         only minuted:   {commonest(ours - theirs)}")


def words_of(command):
    text = subprocess.run(list(map(str, command)), capture_output=True).stdout.decode(errors="replace")
    text = unicodedata.normalize("NFKC", text).lower()
    return collections.Counter(WORD.findall(text))


def f1(ours, theirs):
    shared = sum((ours & theirs).values())
    return 2 * shared / max(1, sum(ours.values()) + sum(theirs.values()))


def commonest(words):
    return " ".join(f"{word}({count})" for word, count in words.most_common(12)) or "-"


def print_times(program, papers, rounds):
    commands = {
        "pdftotext -layout": ["pdftotext", "-layout"],
        "minuted text": [program, "text", "--no-ocr"],
        "minuted extract": [program, "extract", "--no-ocr", "--jobs", "1"],
    }
    spent = collections.Counter()
    slowest = (0.0, None)
    for _ in range(rounds):
        for paper in papers:
            for name, command in commands.items():
                after = ["-"] if name.startswith("pdftotext") else []
                seconds = cpu_of([*command, str(paper), *after])
                spent[name] += seconds
                if name == "minuted extract":
                    slowest = max(slowest, (seconds, paper), key=lambda pair: pair[0])
    in_one = [program, "extract", "--no-ocr", "--jobs", "1", *map(str, papers)]
    spent["extract, one run"] = sum(cpu_of(in_one) for _ in range(rounds))
    base = spent["pdftotext -layout"]
    print(f"CPU seconds over {len(papers)} PDFs, {rounds} round(s):")
    for name, seconds in spent.items():
        print(f"  {name:18} {seconds / rounds:8.2f} s   {seconds / base:.2f} of pdftotext -layout")
    print(f"  slowest whole way: {slowest[0]:.2f} s {slowest[1]}")


def cpu_of(command):
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(child.pid, 0)
    child.returncode = 0
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
