"""Ways to read the same pages with Tesseract: error and time of each, in one run.

    python -m bench.readers ../shared/scans/real

The folder holds PDF files and `gold/NAME-pNN.txt`, the text printed on page NN of NAME.pdf. Every
way gets the same cleaned pages; pages with tables are left out, as their reading order differs.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytesseract
import tesserocr
from numpy.typing import NDArray
from PIL import Image
from rapidfuzz.distance import Levenshtein

from pipeline.cleanup import clean_page
from pipeline.load import open_document
from pipeline.ocr.lines import cut_lines, find_ink
from pipeline.ocr.prepare import prepare
from pipeline.ocr.settings import OcrSettings
from pipeline.ocr.tesseract import TesseractEngine, find_tessdata
from pipeline.settings import Settings
from pipeline.types.geometry import Box
from pipeline.types.page import CleanPage, ScanPage
from pipeline.types.text import Line, LineImage, mean_confidence

Read = Callable[[CleanPage], str]


@dataclass(frozen=True, slots=True)
class Page:
    """A cleaned page and what is printed on it."""

    name: str
    clean: CleanPage
    gold: str


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    pages = list(_pages(parser.parse_args().folder))
    if not pages:
        sys.exit("no page with gold text there")
    words = sum(len(_tokens(page.gold)) for page in pages)
    print(f"{len(pages)} pages, {words} words\n")
    print("| way | word errors | CPU seconds a page |\n|---|---|---|")
    for name, read in _ways().items():
        errors, start = 0, _cpu()
        for page in pages:
            errors += Levenshtein.distance(_tokens(page.gold), _tokens(read(page.clean)))
        print(
            f"| {name} | {errors / words:.2%} | {(_cpu() - start) / len(pages):.2f} |", flush=True
        )


def _ways() -> dict[str, Read]:
    vie, script = (TesseractEngine(OcrSettings(language=name)) for name in ("vie", "Vietnamese"))
    return {
        "pytesseract, whole page, vie": _pytesseract_page,
        "tesserocr, whole page, vie": _page_reader("vie"),
        "tesserocr, our lines as single lines (mode 7), vie": _line_reader("vie", 7),
        "tesserocr, our lines raw (mode 13), vie — ours": lambda page: _text(vie.read(_cut(page))),
        "the same, script/Vietnamese": lambda page: _text(script.read(_cut(page))),
        "both models, surer line wins": lambda page: _text(_voted(_cut(page), vie, script)),
    }


def _pytesseract_page(page: CleanPage) -> str:
    options = f"--dpi {page.dpi:.0f} --tessdata-dir {find_tessdata('vie')}"
    return str(pytesseract.image_to_string(Image.fromarray(page.image), "vie", options))


def _page_reader(language: str) -> Read:
    api = _api(language, tesserocr.PSM.AUTO)

    def read(page: CleanPage) -> str:
        api.SetImage(Image.fromarray(page.image))
        api.SetSourceResolution(round(page.dpi))
        return str(api.GetUTF8Text())

    return read


def _line_reader(language: str, mode: int) -> Read:
    api = _api(language, mode)

    def read(page: CleanPage) -> str:
        texts = []
        for line in _cut(page):
            prepared = prepare(line)
            if prepared is not None:
                height, width = prepared.image.shape
                api.SetImageBytes(prepared.image.tobytes(), width, height, 1, width)
                api.SetSourceResolution(round(page.dpi))
                texts.append(api.GetUTF8Text())
        return "\n".join(texts)

    return read


def _api(language: str, mode: int) -> tesserocr.PyTessBaseAPI:
    return tesserocr.PyTessBaseAPI(path=str(find_tessdata(language)), lang=language, psm=mode)


def _voted(cut: list[LineImage], one: TesseractEngine, other: TesseractEngine) -> list[Line]:
    pairs = zip(one.read(cut), other.read(cut), strict=True)
    return [max(pair, key=lambda line: mean_confidence(line.words)) for pair in pairs]


def _cut(page: CleanPage) -> list[LineImage]:
    height, width = page.image.shape
    area = Box(0, 0, width, height, "clean")
    return cut_lines(page.image, find_ink(page.image, page.dpi), area, columns=True)


def _text(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _pages(folder: Path) -> Iterator[Page]:
    settings = Settings()
    engine = TesseractEngine(settings.ocr)

    def legibility(images: list[NDArray[np.uint8]]) -> list[float]:
        cut = [LineImage(i, Box(0, 0, i.shape[1], i.shape[0], "clean")) for i in images]
        return [mean_confidence(line.words) if line.words else 0.0 for line in engine.read(cut)]

    for gold in sorted((folder / "gold").glob("*.txt")):
        name, number = gold.stem.rsplit("-p", 1)
        if gold.with_suffix(".table.json").exists():
            continue
        file = folder / f"{name}.pdf"
        with open_document(file.read_bytes(), file.name, settings.load) as document:
            page = document.page(int(number))
            if isinstance(page, ScanPage):
                clean = clean_page(page, settings.cleanup, legibility)  # type: ignore[arg-type]
                yield Page(gold.stem, clean, gold.read_text(encoding="utf-8"))


def _tokens(text: str) -> list[str]:
    folded = unicodedata.normalize("NFC", text).casefold()
    return re.sub(r"[^\w%/<>=+]+", " ", folded).split()


def _cpu() -> float:
    """CPU seconds of this process and its finished children."""
    times = os.times()
    return float(times.user + times.system + times.children_user + times.children_system)


if __name__ == "__main__":
    main()
