"""Prints the born-digital samples with LibreOffice Writer: ``python -m tests.born_digital.make``.

The PDF files beside this one were made so; they are read as they are by the tests.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from tests.born_digital.sheets import LEFT, SAMPLES, UP, Printed, Row, Ruling, Sample

HERE = Path(__file__).parent
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "style": "style", "text": "text", "table": "table",
        "fo": "xsl-fo-compatible",
    }.items()
)  # fmt: skip
_LINE = "0.5pt solid #000000"


def _borders(ruling: Ruling, *, head: bool, first: bool, last: bool) -> str:
    sides = {
        "all": "lrtb",
        "rows": "tb",
        "header": "tb" if head else "",
        "none": "",
        "open sides": "tb" + ("" if first else "l") + ("" if last else "r"),
    }[ruling]
    names = {"l": "left", "r": "right", "t": "top", "b": "bottom"}
    drawn = (f'fo:border-{name}="{_LINE if s in sides else "none"}"' for s, name in names.items())
    return " ".join(drawn)


def _cell_style(name: str, borders: str, middle: bool) -> str:
    across = "middle" if middle else "top"
    return (
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties '
        f'{borders} fo:padding="0.9mm" style:vertical-align="{across}"/></style:style>'
    )


def _table(printed: Printed, number: int, styles: list[str]) -> Iterator[str]:
    width = sum(printed.widths)
    styles.append(
        f'<style:style style:name="T{number}" style:family="table"><style:table-properties '
        f'style:width="{width}mm" table:align="left" table:border-model="collapsing"/>'
        "</style:style>"
    )
    for i, wide in enumerate(printed.widths):
        styles.append(
            f'<style:style style:name="T{number}C{i}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{wide}mm"/></style:style>'
        )
    yield f'<table:table table:name="T{number}" table:style-name="T{number}">'
    for i in range(len(printed.widths)):
        yield f'<table:table-column table:style-name="T{number}C{i}"/>'
    for at, row in enumerate(printed.rows):
        head = at < printed.heads
        if at == 0 and printed.repeated:
            yield "<table:table-header-rows>"
        yield "<table:table-row>"
        yield from _cells(printed, at, row, f"T{number}R{at}", styles)
        yield "</table:table-row>"
        if at == printed.heads - 1 and printed.repeated:
            yield "</table:table-header-rows>"
        del head
    yield "</table:table>"


def _cells(printed: Printed, at: int, row: Row, name: str, styles: list[str]) -> Iterator[str]:
    head, last = at < printed.heads, len(row) - 1
    for i, words in enumerate(row):
        if words in (UP, LEFT):
            yield "<table:covered-table-cell/>"
            continue
        right = next((n for n, other in enumerate(row[i + 1 :]) if other != LEFT), last - i)
        below = [other[i] for other in printed.rows[at + 1 :]]
        down = next((n for n, other in enumerate(below) if other != UP), len(below))
        spans = f' table:number-columns-spanned="{right + 1}"' if right else ""
        spans += f' table:number-rows-spanned="{down + 1}"' if down else ""
        style = f"{name}X{i}"
        borders = _borders(printed.ruling, head=head, first=i == 0, last=i + right == last)
        styles.append(_cell_style(style, borders, middle=head))
        paragraph = "Head" if head else "Bold" if right else "Cell"
        yield (
            f'<table:table-cell table:style-name="{style}"{spans}><text:p '
            f'text:style-name="{paragraph}">{escape(words)}</text:p></table:table-cell>'
        )


def _paragraph_style(name: str, size: float, extra: str = "", bold: bool = False) -> str:
    weight = ' fo:font-weight="bold"' if bold else ""
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties '
        f'{extra}/><style:text-properties style:font-name="Tinos" fo:font-size="{size}pt"{weight}/>'
        "</style:style>"
    )


def _document(sample: Sample) -> str:
    wide, high = ("297mm", "210mm") if sample.landscape else ("210mm", "297mm")
    styles = [
        _paragraph_style("Title", 14, 'fo:text-align="center"', bold=True),
        _paragraph_style("Chapter", 14, 'fo:margin-left="10mm" fo:margin-top="3mm" '
                         'fo:margin-bottom="3mm"', bold=True),
        _paragraph_style("Text", 14, 'fo:text-indent="10mm" fo:margin-top="3mm" '
                         'fo:text-align="justify"'),
        _paragraph_style("Head", 12, 'fo:text-align="center"', bold=True),
        _paragraph_style("Bold", 12, bold=True),
        _paragraph_style("Cell", 12),
        f'<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="{wide}"'
        f' fo:page-height="{high}" fo:margin="20mm"/></style:page-layout>',
    ]  # fmt: skip
    body = [_text("KẾ HOẠCH"), _text("Cải cách hành chính năm 2025")]
    for number, block in enumerate(sample.blocks):
        body += [_text(block)] if isinstance(block, str) else _table(block, number, styles)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        '<office:font-face-decls><style:font-face style:name="Tinos"/></office:font-face-decls>'
        f"<office:automatic-styles>{''.join(styles)}</office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" '
        'style:page-layout-name="Page"/></office:master-styles>'
        f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document>"
    )


def _text(words: str) -> str:
    style = "Text" if words[-1] == "." else "Chapter" if words[0] == "I" else "Title"
    return f'<text:p text:style-name="{style}">{escape(words)}</text:p>'


def main() -> None:
    """Write the PDF of every sample."""
    with tempfile.TemporaryDirectory() as folder:
        for name, sample in SAMPLES.items():
            Path(folder, f"{name}.fodt").write_text(_document(sample), encoding="utf-8")
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        files = [str(path) for path in sorted(Path(folder).glob("*.fodt"))]
        command += ["--convert-to", "pdf", "--outdir", str(HERE), *files]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
