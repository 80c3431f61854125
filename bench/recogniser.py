"""Our recogniser beside Tesseract on the lines of composed scans: word errors, time, memory.

    kehoach train synth --frozen validation --out data/frozen/validation
    python -m bench.recogniser data/frozen/validation --errors data/bench/reader

Every engine gets the same lines, cut as the program cuts them; each line is repaired by itself,
without the lines around it that repair has in a page.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from pipeline.diacritics.reading import Repairer
from pipeline.ocr.engine import Engine, create_engine
from pipeline.ocr.noise import without_noise
from pipeline.ocr.settings import OcrSettings
from pipeline.settings import Settings
from pipeline.store.weights import load_reader_repair, load_recogniser
from pipeline.train.reader_errors.pairs import Cut, cut_pages
from pipeline.types.page import Image
from pipeline.types.text import Line, LineImage

ENGINES = ("tesseract", "kehoach", "both")
_SHEET = (60, 1400)  # pixels of a row of the sheet of errors
_COSTLIEST = 50


@dataclass(frozen=True, slots=True)
class Read:
    """A printed line as one engine read it, and after repair."""

    cut: Cut
    lines: tuple[Line, ...]
    repaired: tuple[Line, ...]

    @property
    def cost(self) -> float:
        """Wrong words weighed by how surely they were read: what nobody will look at costs most."""
        printed = set(self.cut.printed.split())
        words = (word for line in self.lines for word in line.words)
        return sum(word.confidence for word in words if word.text not in printed)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default=OcrSettings().recogniser)
    parser.add_argument("--errors", type=Path, help="writes the costliest errors there")
    arguments = parser.parse_args()
    if not (arguments.folder / "scans").is_dir():
        sys.exit(f"no scans in {arguments.folder}")
    settings = Settings(ocr=OcrSettings("tesseract", recogniser=arguments.model))
    tesseract = create_engine(settings.ocr)
    pages = list(cut_pages(arguments.folder, tesseract, settings))
    cuts = [cut for page in pages for cut in page]
    print(f"{len(cuts)} lines, {sum(len(cut.printed.split()) for cut in cuts)} words\n")
    results: dict[str, list[Read]] = {}
    repairer = load_reader_repair()
    for name in ENGINES:
        engine = create_engine(replace(settings.ocr, engine=name), load_recogniser)
        results[name] = read_all(cuts, engine, repairer)
    print_table(results)
    fullest = [piece for cut in max(pages, key=len) for piece in cut.pieces]
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
        before, peak = alone.submit(_memory_mib, settings.ocr.recogniser, fullest).result()
    print(
        f"\nOur reader reads {len(fullest)} lines of a page in {peak - before:.0f} MiB at most, "
        f"model included, beside {before:.0f} MiB of the program around it"
    )
    if arguments.errors:
        write_errors(results["kehoach"], arguments.errors)


def read_all(cuts: Sequence[Cut], engine: Engine, repair: Repairer) -> list[Read]:
    """Read the pieces of every line in one go, say how long it took, repair each line by itself."""
    pieces = [piece for cut in cuts for piece in cut.pieces]
    start = _cpu()
    flat = iter(engine.read(pieces))
    print(f"{engine.identity}: {(_cpu() - start) / len(pieces) * 1e3:.1f} ms of CPU a line")
    read = [tuple(without_noise(next(flat)) for _ in cut.pieces) for cut in cuts]
    return [
        Read(cut, lines, tuple(repair([lines])[0])) for cut, lines in zip(cuts, read, strict=True)
    ]


def _memory_mib(model: str, lines: Sequence[LineImage]) -> tuple[float, float]:
    """Return the most memory of this process before our reader was opened, and after it read."""
    before = _peak_mib()
    create_engine(OcrSettings("kehoach", recogniser=model), load_recogniser).read(lines)
    return before, _peak_mib()


def _peak_mib() -> float:
    """Return the peak resident set; ``getrusage`` would count what the parent had at the fork."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return float(status.partition("VmHWM:")[2].split()[0]) / 1024


def print_table(results: dict[str, list[Read]]) -> None:
    """Print a row for each kind of scan: share of wrong words as read and repaired."""
    print("\n| kind | words | " + " | ".join(f"{n} | + repair" for n in results) + " |")
    print("|---|---|" + "---|---|" * len(results))
    kinds: dict[str, list[int]] = defaultdict(list)
    for i, read in enumerate(results[ENGINES[0]]):
        kinds[read.cut.kind].append(i)
    kinds = {**dict(sorted(kinds.items())), "**all**": list(range(len(results[ENGINES[0]])))}
    for kind, rows in kinds.items():
        words, cells = 0, []
        for reads in results.values():
            for repaired in (False, True):
                wrong, words = _errors((reads[i] for i in rows), repaired=repaired)
                cells.append(f"{wrong / max(words, 1):.2%}")
        print(f"| {kind} | {words} | " + " | ".join(cells) + " |")


def _errors(reads: Iterator[Read], *, repaired: bool) -> tuple[int, int]:
    wrong = words = 0
    for read in reads:
        printed = read.cut.printed.split()
        wrong += Levenshtein.distance(printed, _text(read, repaired=repaired).split())
        words += len(printed)
    return wrong, words


def _text(read: Read, *, repaired: bool) -> str:
    return " ".join(line.text for line in (read.repaired if repaired else read.lines))


def write_errors(reads: Sequence[Read], folder: Path) -> None:
    """Write the costliest errors: a sheet of crops, and their texts beneath one another."""
    folder.mkdir(parents=True, exist_ok=True)
    costly = sorted((r for r in reads if r.cost > 0), key=lambda r: -r.cost)[:_COSTLIEST]
    rows, told = [], ["| | kind | printed | read | repaired |", "|---|---|---|---|---|"]
    for number, read in enumerate(costly, 1):
        row = np.full(_SHEET, 255, np.uint8)
        cv2.putText(row, str(number), (4, 38), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 0, 1)
        image = np.hstack([_fitted(piece.image) for piece in read.cut.pieces])[:, : _SHEET[1] - 60]
        row[:, 50 : 50 + image.shape[1]] = image
        rows.append(row)
        texts = (read.cut.kind, read.cut.printed, *(_text(read, repaired=r) for r in (False, True)))
        told.append(f"| {number} | " + " | ".join(text.replace("|", "¦") for text in texts) + " |")
    if rows:
        cv2.imwrite(str(folder / "errors.png"), np.vstack(rows))
    (folder / "errors.md").write_text("\n".join(told) + "\n", encoding="utf-8")


def _fitted(image: Image) -> Image:
    width = max(round(image.shape[1] * _SHEET[0] / image.shape[0]), 1)
    resized = cv2.resize(image, (width, _SHEET[0]), interpolation=cv2.INTER_AREA)
    return np.asarray(resized, np.uint8)


def _cpu() -> float:
    """CPU seconds of this process."""
    times = os.times()
    return float(times.user + times.system)


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"\n{time.monotonic() - started:.0f} s in all")
