#!/usr/bin/env python3
"""Draws a seed corpus for every fuzz target from fixtures/ and the rules of the program into fuzz/corpus.

    fuzz/seeds.py [--most BYTES]

Formats of which fixtures/ has few or none (mails, archives, sheets) are made from its texts. Sheets of .xls need the
Python package xlwt; without it that target begins with nothing. Nothing is taken from outside the project.
"""
import argparse
import csv
import gzip
import io
import pathlib
import tarfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPUS = ROOT / "fuzz/corpus"
BY_SUFFIX = {".pdf": "pdf", ".docx": "docx", ".doc": "doc", ".rtf": "rtf", ".odt": "odt", ".html": "html",
             ".htm": "html", ".md": "markdown", ".rst": "rst", ".txt": "text", ".xlsx": "xlsx", ".csv": "csv", ".ods": "ods"}
TABLE = [["Ref", "Recommendation", "Owner", "Due", "Status"],
         ["R1", "That the Clerk publish the plan", "Clerk", "31 July 2024", "Open"],
         ["R2", "That the pond be cleared; and\nthe bank mown", "", "01/09/2024", "Completed"]]
DATES = ["3 May 2023", "the end of the year 2023-24", "31st of March", "Friday, 14 June '24", "2024-05-01", "01/02/24",
         "Q3 2025/26", "the next meeting", "autumn 2024", "six months", "before the end of June", "every quarter",
         "at each meeting", "30 February 2024", "0 May 0000", "99/99/9999", "1 May\u00a02024", "mid-2025", "Easter 2026"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=200_000, help="bytes of the longest seed (default 200000)")
    most = parser.parse_args().most
    files = [path for path in sorted((ROOT / "fixtures").rglob("*")) if path.is_file()]
    for path in files:
        target = BY_SUFFIX.get(path.suffix.lower())
        if target and path.stat().st_size <= most:
            put(target, "-".join(path.relative_to(ROOT / "fixtures").parts), path.read_bytes())
    texts = [path for path in files if path.suffix == ".txt" and path.stat().st_size < 5_000][:12]
    pages = [path for path in files if path.suffix == ".html" and path.stat().st_size < 20_000][:4]
    make_containers(texts + pages)
    make_sheets()
    for path in sorted((ROOT / "crates/extract/rules").glob("*.toml")):
        put("rules", path.name, path.read_bytes())
    for number, words in enumerate(DATES):
        put("dates", f"{number}.txt", words.encode())
    for folder in sorted(CORPUS.iterdir()):
        print(f"{folder.name:10} {sum(1 for _ in folder.iterdir()):5} seeds")


def put(target, name, content):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def make_containers(papers):
    for number in range(0, len(papers), 3):
        some = papers[number:number + 3]
        name = f"made-{number}"
        put("zip", name, zipped({path.name: path.read_bytes() for path in some}))
        tape = io.BytesIO()
        with tarfile.open(fileobj=tape, mode="w") as tar:
            for path in some:
                tar.add(path, arcname=f"folder/{path.name}")
        put("tar", name, tape.getvalue())
        put("gzip", name, gzip.compress(tape.getvalue() if number % 2 else some[0].read_bytes(), mtime=0))
        put("eml", name, mail(some))
    inner = zipped({"inner.zip": zipped({papers[0].name: papers[0].read_bytes()}), "mail.eml": mail(papers[:2])})
    put("zip", "nested", inner)


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def mail(papers):
    from email.message import EmailMessage
    message = EmailMessage()
    message["Subject"] = "Minutes of the Parks Panel"
    message["From"] = "clerk@example.org"
    message["Message-ID"] = "<1@example.org>"
    message.set_content("RESOLVED that the Clerk publish the plan.\n")
    for path in papers:
        message.add_attachment(path.read_bytes(), maintype="text", subtype=path.suffix[1:], filename=path.name)
    message.set_boundary("made-for-fuzzing") if message.is_multipart() else None
    return message.as_bytes()


def make_sheets():
    out = io.StringIO()
    csv.writer(out).writerows(TABLE)
    put("csv", "comma", out.getvalue().encode())
    put("csv", "semicolon", out.getvalue().replace(",", ";").encode("utf-16"))
    rows = "".join(
        "<table:table-row>" + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row)
        + "</table:table-row>" for row in TABLE)
    content = ('<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
               'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
               'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
               f'<table:table table:name="Log">{rows}</table:table></office:spreadsheet></office:body></office:document-content>')
    put("ods", "log", zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content,
                              "META-INF/manifest.xml": "<manifest/>"}))
    try:
        import xlwt
    except ImportError:
        return
    book = xlwt.Workbook()
    sheet = book.add_sheet("Log")
    for row, cells in enumerate(TABLE):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    out = io.BytesIO()
    book.save(out)
    put("xls", "log", out.getvalue())


if __name__ == "__main__":
    main()
