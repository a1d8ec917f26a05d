#!/usr/bin/env python3
"""Measures importing a large made archive: rate, memory, and what a second run and a run with one more rule cost.

    benches/import.py [--program target/release/minuted] [--files 20000] [--jobs N] [--keep FOLDER]

The archive is made of the papers in fixtures/, each file with bytes of its own, of generated minutes, of copies and of
broken and hostile files. It is imported twice over: half of it into one database, all of it into another, so that the
parent's peak memory can be compared. Peaks are VmHWM of /proc, asked for ten times a second, so this needs Linux.
It prints figures and judges nothing.
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
RULE = ROOT / "benches/ordained.toml"


def main():
    arguments = read_arguments()
    folder = pathlib.Path(arguments.keep or tempfile.mkdtemp(prefix="minuted-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        measure(arguments, folder)
    finally:
        if not arguments.keep:
            shutil.rmtree(folder)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default="target/release/minuted")
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keep", help="make the archive here and leave it")
    return parser.parse_args()


def measure(arguments, folder):
    kinds = make_archive(folder, arguments.files)
    size = sum(path.stat().st_size for path in folder.glob("*/*/*"))
    print(f"archive: {arguments.files} files, {size / 1e6:.0f} MB: {kinds}")
    shutil.copy(RULE, folder / "ordained.toml")
    time.sleep(3)  # A file changed within the last two seconds is hashed again the next time.

    def run(name, archives, *more):
        database = folder / f"{name}.db"
        command = [str(pathlib.Path(arguments.program).resolve()), "import", *archives, "--db", str(database),
                   "--progress", "json", "--no-ocr", "-j", str(arguments.jobs), *more]
        return Import(command, folder)

    half = run("half", ["a"])
    first = run("all", ["a", "b"])
    second = run("all", ["a", "b"])
    rules = run("all", ["a", "b"], "--rules", "ordained.toml")
    for name, it in [("half of it", half), ("all of it", first), ("second run", second), ("one more rule", rules)]:
        print(f"{name:14} {it.seconds:8.1f} s  {it.told['files'] / it.seconds:8.0f} files/s  "
              f"parent {it.parent / 1024:6.1f} MiB  worst worker {it.worker / 1024:6.1f} MiB  "
              f"read {it.told['read']}, again {it.told['extracted_again']}, failed {it.told['failed']}, "
              f"skipped {it.told['skipped']}")
    print(f"parent's peak, all over half: {first.parent / half.parent:.3f}")
    print(f"second run: {first.seconds / second.seconds:.0f} times faster than the first")
    print(f"one more rule: {first.seconds / rules.seconds:.1f} times faster than the first")
    print(f"database: {(folder / 'all.db').stat().st_size / 1e6:.0f} MB")


class Import:
    """One run, with the peaks of its processes in KiB."""

    def __init__(self, command, folder):
        self.parent = self.worker = 0
        began = time.monotonic()
        child = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
        watch = threading.Thread(target=self.watch, args=(child,), daemon=True)
        watch.start()
        lines = child.stderr.read().splitlines()
        child.wait()
        self.seconds = time.monotonic() - began
        watch.join()
        if child.returncode not in (0, 3):
            sys.exit(f"exit {child.returncode}: {lines[-3:]}")
        self.told = json.loads(lines[-1])

    def watch(self, child):
        while child.poll() is None:
            self.parent = max(self.parent, peak_of(child.pid))
            for worker in children_of(child.pid):
                self.worker = max(self.worker, peak_of(worker))
            time.sleep(0.1)


def peak_of(pid):
    try:
        lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def children_of(pid):
    children = []
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children += task.read_text().split()
        except OSError:
            pass
    return children


def make_archive(folder, files):
    """Two halves of the same make-up, `a` and `b`; gives how many there are of each kind."""
    chance = random.Random(7)
    papers = [p for p in sorted((ROOT / "fixtures").glob("*/*")) + sorted((ROOT / "fixtures").glob("*/*/*"))
              if p.is_file() and (p.stem == "source" or p.parent.name == "tables" and p.suffix == ".pdf")]
    broken = [p for p in sorted((ROOT / "fixtures/broken").iterdir()) if p.is_file()]
    kinds = {}
    for number in range(files):
        half = folder / ("a" if number < files // 2 else "b") / f"{number // 500:03}"
        half.mkdir(parents=True, exist_ok=True)
        draw = chance.random()
        kind = ("generated" if draw < 0.45 else "fixture" if draw < 0.90 else "copy" if draw < 0.95
                else "broken" if draw < 0.98 else "hostile")
        kinds[kind] = kinds.get(kind, 0) + 1
        if kind == "generated":
            (half / f"{number}.txt").write_text(minutes(chance, number))
        elif kind == "hostile":
            name, content = hostile(chance, number)
            (half / f"{number}{name}").write_bytes(content)
        else:
            source = chance.choice(broken if kind == "broken" else papers)
            own = b"" if kind == "copy" else own_bytes(source.suffix, number)
            (half / f"{number}{source.suffix}").write_bytes(source.read_bytes() + own)
    return kinds


def own_bytes(suffix, number):
    """What makes a file's bytes its own and changes nothing in it."""
    if suffix == ".pdf":
        return b"\n%% %d\n" % number
    if suffix in (".html", ".htm", ".md"):
        return b"\n<!-- %d -->\n" % number
    if suffix in (".docx", ".odt", ".xlsx", ".doc"):
        return b""
    return b"\n\nPaper %d of the archive.\n" % number


def minutes(chance, number):
    lines = [f"Minutes of the Parks Panel held on {chance.randint(1, 28)} May {chance.randint(2019, 2025)}", ""]
    for item in range(chance.randint(3, 30)):
        lines += [f"{item + 1}. Item {item + 1} of paper {number}", ""]
        lines += [" ".join(chance.choices("the members heard that a path in ward was muddy and bins were full".split(),
                                          k=chance.randint(20, 120))) + ".", ""]
        if chance.random() < 0.4:
            lines += ["RESOLVED that", ""]
            lines += [f"({letter}) the Clerk publish plan {chance.randint(1, 999)} by 31 July {chance.randint(2024, 2027)};"
                      for letter in "abc"[:chance.randint(1, 3)]]
            lines += [""]
    return "\n".join(lines)


def hostile(chance, number):
    kind = number % 4
    if kind == 0:
        return ".html", b"<ul><li>" * 10_000 + b"deep %d" % number
    if kind == 1:
        return ".pdf", b"%PDF-1.7\n" + chance.randbytes(2_000)
    if kind == 2:
        return ".txt", b"RESOLVED that " + b"(i) x; and " * 3_000 + b"%d" % number
    return ".docx", b"PK\x03\x04" + chance.randbytes(500)


if __name__ == "__main__":
    main()
