"""Lines as a reader read them, or as they were cut, beside the lines that were printed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.cleanup import clean_page
from pipeline.errors import InputNotFoundError, UnreadableError
from pipeline.flow.page import cut_page, legibility
from pipeline.load import open_document
from pipeline.ocr.engine import Engine
from pipeline.ocr.noise import without_noise
from pipeline.settings import Settings
from pipeline.tables.erase import erase_rules
from pipeline.tables.grids import find_grids
from pipeline.tables.rules import find_rules
from pipeline.types.geometry import Box
from pipeline.types.page import ScanPage
from pipeline.types.text import LineImage, Word

# A line read belongs to the printed one that holds so much of its box, and all that belong to it
# must cover so much of its length; what is cut or joined otherwise teaches nothing of letters.
_INSIDE = 0.6
_COVERED = 0.6


@dataclass(frozen=True, slots=True)
class Pair:
    """A printed line and the words that were read of it, left to right."""

    printed: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A printed line, the kind of wear of its scan, and the pieces it was cut into."""

    printed: str
    kind: str
    pieces: tuple[LineImage, ...]


def read_pairs(folder: Path, engine: Engine, settings: Settings) -> Iterator[Pair]:
    """Read the scans of a folder that ``kehoach train synth`` wrote.

    Raises InputNotFoundError where there are none, UnreadableError where their gold is broken.
    """
    for page in cut_pages(folder, engine, settings):
        read = iter(
            [without_noise(x) for x in engine.read([x for cut in page for x in cut.pieces])]
        )
        for cut in page:
            words = (word for _ in cut.pieces for word in next(read).words if word.text)
            yield Pair(cut.printed, tuple(words))


def cut_pages(folder: Path, engine: Engine, settings: Settings) -> Iterator[list[Cut]]:
    """Cut the scans of a folder that ``kehoach train synth`` wrote, a page at a time.

    ``engine`` only tells which way up a page is. Raises as ``read_pairs`` does.
    """
    scans = sorted((folder / "scans").glob("*.pdf"))
    if not scans:
        raise InputNotFoundError(f"no scans in {folder / 'scans'}", "See kehoach train synth")
    for scan in scans:
        name, _, kind = scan.stem.partition("--")
        gold = _gold(folder / "gold" / name / "lines.jsonl")
        with open_document(scan.read_bytes(), scan.name, settings.load) as document:
            for number in range(1, document.page_count + 1):
                page = document.page(number)
                if isinstance(page, ScanPage):
                    yield _cut_page(page, gold.get(number, ()), kind, engine, settings)


def _gold(path: Path) -> dict[int, list[Mapping[str, Any]]]:
    """Return the printed lines of each page, but what was written by hand and page numbers."""
    pages: dict[int, list[Mapping[str, Any]]] = {}
    try:
        for row in path.read_text(encoding="utf-8").splitlines():
            line = json.loads(row)
            if not line["by_hand"] and line["role"] != "page_number":
                pages.setdefault(line["page"], []).append(line)
    except (OSError, ValueError, KeyError) as error:
        raise UnreadableError(f"{path}: {error}") from error
    return pages


def _cut_page(
    page: ScanPage, gold: Sequence[Mapping[str, Any]], kind: str, engine: Engine, settings: Settings
) -> list[Cut]:
    clean = clean_page(page, settings.cleanup, partial(legibility, engine))
    rules = find_rules(clean, settings.tables)
    grids = find_grids(clean, settings.tables, rules)
    image = erase_rules(clean, grids, settings.tables, rules)
    regions, _ = cut_page(image, clean.dpi, grids)
    cut = [line for region in regions for line in region]
    boxes = [clean.to_scan.box(line.box) for line in cut]
    found = []
    for line in gold:
        x0, y0, x1, y1 = line["box"]
        printed = Box(x0, y0, x1, y1, "scan")
        own = [i for i, box in enumerate(boxes) if _share(box, printed) > _INSIDE]
        along = max(printed.width, printed.height)
        covered = sum(max(boxes[i].width, boxes[i].height) for i in own)
        if covered > _COVERED * along:
            ordered = sorted((cut[i] for i in own), key=lambda part: part.box.x0)
            found.append(Cut(line["text"], kind, tuple(ordered)))
    return found


def _share(box: Box, printed: Box) -> float:
    common = box.intersection(printed)
    return common.area / box.area if common and box.area else 0.0
