#!/usr/bin/env python3
"""Measures reading Word 97 files beside other programs: words in common, and CPU time.

    benches/doc.py [--program target/release/minuted] FOLDER..

For every .doc below FOLDER: the words (letters and digits, as bags) of `minuted text`, `antiword` and `catdoc` are
compared with what LibreOffice makes of the file as plain text, which has the numbers of lists as printed. It needs
`apt-get install libreoffice-writer-nogui antiword catdoc`. It prints figures and judges nothing.
"""
import argparse
import collections
import os
import pathlib
import re
import subprocess
import tempfile
import unicodedata

WORD = re.compile(r"[^\W_]+")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--program", default="target/release/minuted")
    arguments = parser.parse_args()
    papers = sorted(paper for folder in arguments.folders for paper in folder.rglob("*.doc"))
    readers = {"minuted": [arguments.program, "text"], "antiword": ["antiword", "-m", "UTF-8.txt"], "catdoc": ["catdoc", "-d", "utf-8"]}
    scores, spent = collections.defaultdict(list), collections.Counter()
    for paper in papers:
        office, spent_here = by_office(paper)
        spent["soffice"] += spent_here
        for name, command in readers.items():
            text, seconds = run([*command, str(paper)])
            scores[name].append((f1(words(text), words(office)), paper))
            spent[name] += seconds
    print(f"{len(papers)} files; word F1 against LibreOffice 7.4's plain text")
    for name, pairs in scores.items():
        values = [score for score, _ in pairs]
        print(f"  {name:9} mean {sum(values) / len(values):.4f} lowest {min(values):.4f} under 0.9: {sum(v < 0.9 for v in values)}")
    for score, paper in sorted(scores["minuted"], key=lambda pair: pair[0])[:5]:
        print(f"    minuted {score:.4f} {paper.name}")
    for name, seconds in spent.items():
        print(f"  {name:9} {seconds:.2f} s CPU")


def by_office(paper):
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", f"-env:UserInstallation=file:///tmp/minuted-bench-profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, str(paper)]
        _, seconds = run(command)
        made = list(pathlib.Path(folder).glob("*.txt"))
        return (made[0].read_text(errors="replace") if made else ""), seconds


def run(command):
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
        out.seek(0)
        return out.read().decode(errors="replace"), usage.ru_utime + usage.ru_stime


def words(text):
    return collections.Counter(WORD.findall(unicodedata.normalize("NFKC", text).lower()))


def f1(ours, theirs):
    return 2 * sum((ours & theirs).values()) / max(1, sum(ours.values()) + sum(theirs.values()))


if __name__ == "__main__":
    main()
