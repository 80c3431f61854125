"""One peer reads one scan: `python -m bench.peers.readers PEER SCAN OUT.json`.

Runs in an environment of its own, where the peers are installed and kehoach is not. Each peer gets
the options that its makers advise for scans.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.peers.grids import Box, Item, Word, lines_of, page_of, table_of

_DPI = 300
_TOP = 25  # rows: a table may begin in the middle of a page
_HEADINGS = ("nội dung", "nhiệm vụ", "công việc", "thời", "đơn vị", "cơ quan", "chủ trì", "kết quả",
             "phối hợp", "sản phẩm", "chỉ tiêu", "tiến độ")  # fmt: skip
_LAYER = 200  # characters on the first page: the file is born digital, OCR would only harm it


def tesseract(scan: Path, _work: Path) -> Iterator[Item]:
    """Whole pages, with Tesseract's own layout analysis and its detection of turned pages."""
    import pymupdf
    import pytesseract
    from PIL import Image

    for page in pymupdf.open(scan):
        pixels = page.get_pixmap(dpi=_DPI)
        image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
        text = str(pytesseract.image_to_string(image, "vie", "--psm 1"))
        items = [{"top": i, "text": line} for i, line in enumerate(text.split("\n"))]
        yield page_of(items, pixels.width)


def img2table(scan: Path, _work: Path) -> Iterator[Item]:
    """Tables ruled or not, cells read by Tesseract."""
    from img2table.document import PDF
    from img2table.ocr import TesseractOCR

    ocr = TesseractOCR(n_threads=1, lang="vie")
    read = ocr.of(PDF(str(scan), detect_rotation=True))
    document = PDF(str(scan), detect_rotation=True, ocr_data=read)
    found = document.extract_tables(ocr=ocr, borderless_tables=True)
    for number, words in sorted(read.records.items()):
        placed: list[Word] = [
            (str(w["value"]), (w["x1"], w["y1"], w["x2"], w["y2"])) for w in words if w["value"]
        ]
        tables, boxes = [], []
        for table in found.get(number, ()):
            cells = [cell for row in table.content.values() for cell in row]
            tables.append(table_of((_corners(cell.bbox), str(cell.value or "")) for cell in cells))
            boxes.append(_corners(table.bbox))
        width = max((box[2] for _, box in placed), default=1)
        yield page_of([*filter(None, tables), *lines_of(placed, boxes)], width)


def camelot(scan: Path, work: Path) -> Iterator[Item]:
    """OCRmyPDF, then camelot: lattice, and stream on pages where that finds nothing."""
    import camelot as reader
    import pdfplumber

    path = _searchable(scan, work)
    with pdfplumber.open(path) as document:
        for number, page in enumerate(document.pages, 1):
            found = list(reader.read_pdf(str(path), pages=str(number), flavor="lattice"))
            if not found:
                found = list(reader.read_pdf(str(path), pages=str(number), flavor="stream"))
                found = [table for table in found if table.parsing_report["accuracy"] > 80]
            tables, boxes = [], []
            for table in found:
                cells = _camelot_cells(table, float(page.height))
                tables.append(table_of(cells))
                boxes.append(_around([box for box, _ in cells]))
            yield page_of([*filter(None, tables), *lines_of(_words(page), boxes)], page.width)


def pdfplumber(scan: Path, work: Path) -> Iterator[Item]:
    """OCRmyPDF, then pdfplumber; lines of a scan are pixels, so columns are told by the text.

    Told so, every page is a table to it: a page without headings of columns is kept as text.
    """
    import pdfplumber as reader

    by_text = {"vertical_strategy": "text", "horizontal_strategy": "text"}
    with reader.open(_searchable(scan, work)) as document:
        for page in document.pages:
            found = page.find_tables() or page.find_tables({**by_text, "min_words_vertical": 8})
            found = [table for table in found if _is_table(table.extract())]
            tables = [
                table_of(
                    (box, text or "")
                    for row, texts in zip(table.rows, table.extract(), strict=True)
                    for box, text in zip(row.cells, texts, strict=True)
                    if box
                )
                for table in found
            ]
            lines = lines_of(_words(page), [table.bbox for table in found])
            yield page_of([*filter(None, tables), *lines], page.width)


def _is_table(rows: list[list[str | None]]) -> bool:
    """Whether the words of a plan's headings stand in different cells of one of the first rows."""
    for row in rows[:_TOP]:
        cells = [(cell or "").strip().lower() for cell in row]
        if sum(cell.startswith(_HEADINGS) for cell in cells) >= 2:
            return True
    return False


def pymupdf(scan: Path, work: Path) -> Iterator[Item]:
    """OCRmyPDF, then PyMuPDF's find_tables."""
    import pymupdf as reader

    for page in reader.open(_searchable(scan, work)):
        found = page.find_tables().tables
        if not found:
            found = page.find_tables(strategy="text").tables
        words: list[Word] = [(w[4], (w[0], w[1], w[2], w[3])) for w in page.get_text("words")]
        tables = [
            table_of((box, page.get_textbox(box)) for box in table.cells if box) for table in found
        ]
        lines = lines_of(words, [tuple(table.bbox) for table in found])
        yield page_of([*filter(None, tables), *lines], page.rect.width)


PEERS: dict[str, Callable[[Path, Path], Iterator[Item]]] = {
    "tesseract": tesseract,
    "img2table": img2table,
    "camelot": camelot,
    "pdfplumber": pdfplumber,
    "pymupdf": pymupdf,
}
AFTER_OCRMYPDF = ("camelot", "pdfplumber", "pymupdf")


def ocrmypdf_command(scan: Path, target: Path) -> list[str]:
    """Return the command that makes a scan searchable."""
    import pymupdf as reader

    born = len(reader.open(scan)[0].get_text()) > _LAYER
    options = ["--skip-text"] if born else ["--force-ocr", "--deskew", "--rotate-pages"]
    more = ["--rotate-pages-threshold", "2"] if not born else []
    return [
        *("ocrmypdf", "-l", "vie", "--jobs", "1", "--output-type", "pdf", "--quiet"),
        *options,
        *more,
        str(scan),
        str(target),
    ]


def _searchable(scan: Path, work: Path) -> Path:
    target = work / f"{scan.stem}.searchable.pdf"
    if not target.is_file():
        subprocess.run(ocrmypdf_command(scan, target), check=True)
    return target


def _camelot_cells(table: Any, height: float) -> list[tuple[Box, str]]:
    """Return cells with the spans that missing edges tell; y from the top."""
    grid = table.cells
    done: set[tuple[int, int]] = set()
    cells: list[tuple[Box, str]] = []
    for i, row in enumerate(grid):
        for j, first in enumerate(row):
            if (i, j) in done:
                continue
            right, bottom = j, i
            while right + 1 < len(row) and not row[right].right:
                right += 1
            while bottom + 1 < len(grid) and not grid[bottom][j].bottom:
                bottom += 1
            own = [(r, c) for r in range(i, bottom + 1) for c in range(j, right + 1)]
            done.update(own)
            text = "\n".join(filter(None, (grid[r][c].text.strip() for r, c in own)))
            last = grid[bottom][right]
            cells.append(((first.x1, height - first.y2, last.x2, height - last.y1), text))
    return cells


def _around(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _words(page: Any) -> list[Word]:
    return [(w["text"], (w["x0"], w["top"], w["x1"], w["bottom"])) for w in page.extract_words()]


def _corners(box: Any) -> Box:
    return box.x1, box.y1, box.x2, box.y2


def main() -> None:
    peer, scan, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if peer == "ocrmypdf":
        subprocess.run(ocrmypdf_command(scan, out), check=True)
        return
    pages = list(PEERS[peer](scan, out.parent))
    out.write_text(json.dumps({"pages": pages}, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
