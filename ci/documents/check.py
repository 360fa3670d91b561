"""Checks every PDF and Word file in a folder; exits with 1 if any is not right.

A PDF must pass every rule of PDF/UA-1, be read without complaint by qpdf and
poppler, and have a title and a language. A Word file must be well formed, be
read by python-docx, have headings if it is longer than a page, a title and a
language, repeat the header
row of every table, give every picture a text alternative, name each style and
footnote it uses, and be opened by LibreOffice with all of its headings there.
With --sides N neither may be longer than N pages.
"""

import argparse
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import docx
import page
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def run(*command):
    """Runs a tool: its output, or the first line of its complaint."""
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=180)
    if done.returncode:
        complaint = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise ValueError(f"{command[0]}: {complaint[0]}")
    return done.stdout


def pdf_info(path):
    lines = (line.split(":", 1) for line in run("pdfinfo", str(path)).splitlines() if ":" in line)
    return {name.strip(): value.strip() for name, value in lines}


def squeezed(text):
    return "".join(text.split())


def check_pdf(path):
    """Yields what is wrong with a PDF; returns its number of pages."""
    report = page.validate_pdf(path, profile="ua1")
    if not report.is_compliant:
        for failure in report.failures[:10]:
            yield f"PDF/UA-1 {failure.rule_id}: {failure.message}"
    if report.rules.total < 100:
        yield f"only {report.rules.total} rules of PDF/UA-1 were checked"
    run("qpdf", "--check", str(path))
    info = pdf_info(path)
    if not info.get("Title"):
        yield "no title"
    if info.get("Tagged") != "yes":
        yield "not tagged"
    if "A4" not in info.get("Page size", ""):
        yield f"not A4: {info.get('Page size')}"
    if not run("pdftotext", str(path), "-").strip():
        yield "no text can be read out of it"
    return int(info["Pages"])


def check_docx(path):
    """Yields what is wrong with a Word file; returns its pages in LibreOffice."""
    with zipfile.ZipFile(path) as archive:
        parts = {
            name: etree.fromstring(archive.read(name), PARSER)
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }
    body, styles = parts["word/document.xml"], parts["word/styles.xml"]
    defined = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    for kind in ("pStyle", "rStyle", "tblStyle"):
        for used in body.iter(f"{W}{kind}"):
            if used.get(f"{W}val") not in defined:
                yield f"uses the style {used.get(f'{W}val')}, which is not there"
    for number, table in enumerate(body.iter(f"{W}tbl"), 1):
        if next(table.iter(f"{W}tblHeader"), None) is None:
            yield f"table {number} has no repeating header row"
        if next(table.iter(f"{W}tblCaption"), None) is None:
            yield f"table {number} has no name"
    for number, picture in enumerate(body.iter(DOC_PR), 1):
        if not (picture.get("descr") or "").strip():
            yield f"picture {number} has no text alternative"
    notes = {note.get(f"{W}id") for note in parts["word/footnotes.xml"].iter(f"{W}footnote")}
    for mark in body.iter(f"{W}footnoteReference"):
        if mark.get(f"{W}id") not in notes:
            yield f"footnote {mark.get(f'{W}id')} is not there"
    if next(styles.iter(f"{W}lang"), None) is None:
        yield "the text has no language"

    word = docx.Document(str(path))
    headings = [p.text for p in word.paragraphs if p.style.name.startswith("Heading ")]
    if not word.core_properties.title:
        yield "no title"
    if not word.core_properties.language:
        yield "no language"
    for number, table in enumerate(word.tables, 1):
        if not all(cell.text.strip() for cell in table.rows[0].cells):
            yield f"table {number} has an empty header cell"

    with tempfile.TemporaryDirectory() as folder:
        run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
            "--convert-to", "pdf", "--outdir", folder, str(path))
        made = Path(folder, path.stem + ".pdf")
        if not made.exists():
            raise ValueError("LibreOffice cannot open it")
        text = squeezed(run("pdftotext", str(made), "-"))
        for heading in headings:
            # The number may be read apart from its heading, as a column.
            if squeezed(heading.split("\t")[-1]) not in text:
                yield f"LibreOffice does not show the heading “{heading}”"
        pages = int(pdf_info(made)["Pages"])
        if pages > 1 and not headings:
            yield "no headings"
        return pages


def problems(path, sides):
    """What is wrong with one file, and its pages."""
    found = []
    check = check_pdf if path.suffix == ".pdf" else check_docx

    def collect():
        return (yield from check(path))

    steps = collect()
    try:
        while True:
            found.append(next(steps))
    except StopIteration as end:
        pages = end.value
        if sides and pages > sides:
            found.append(f"{pages} pages, and no more than {sides} are wanted")
        return found, pages
    except Exception as error:  # Whatever goes wrong with a file is the file's fault.
        return [*found, f"{type(error).__name__}: {error}"], None


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--sides", type=int, help="the most pages a file may have")
    arguments = arguments.parse_args()
    files = sorted(p for p in arguments.folder.rglob("*") if p.suffix in (".pdf", ".docx"))
    if not files:
        print(f"There is no PDF or Word file in {arguments.folder}.", file=sys.stderr)
        return 1
    wrong = 0
    for path in files:
        found, pages = problems(path, arguments.sides)
        print(f"{'not right' if found else 'right'}: {path} ({pages or '?'} pages)")
        for problem in found:
            print(f"  {problem}")
        wrong += bool(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
