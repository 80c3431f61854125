"""One synthetic document: composed or given, printed, worn, encoded, with its boxes."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image as Pictures

from pipeline.train.synth.compose import compose
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.paper import Look, Sheet, any_look
from pipeline.train.synth.plan import Json, Plan, document_json, dump, tasks_json
from pipeline.train.synth.printer import print_plan
from pipeline.train.synth.wear import KINDS, Quads, Worn, mood_of, wear
from pipeline.train.synth.words import Split

Ruled = Literal["ruled", "partial", "unruled", "prose"]


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded page: JPEG, or the bare CCITT group 4 stream of a bilevel one."""

    data: bytes
    filter: str
    width: int
    height: int
    gray: bool
    dpi: float
    pixels: str


@dataclass(frozen=True, slots=True)
class Document:
    """A scan and all that is true of it; ``lines`` and ``cells`` in pixels of their page."""

    plan: Plan
    kind: str
    look: Look
    pictures: tuple[Picture, ...]
    lines: tuple[Json, ...]
    cells: tuple[Json, ...]

    @property
    def name(self) -> str:
        return f"{self.plan.id}--{self.kind}"

    @property
    def ruling(self) -> Ruled:
        return ruling_of(self.plan, self.look)

    @property
    def pixels(self) -> str:
        """SHA-256 over the pixels of all pages."""
        return hashlib.sha256("".join(p.pixels for p in self.pictures).encode()).hexdigest()


def make(seed: str, split: Split, kind: str, plan_id: str) -> Document:
    """Compose, print and wear a document. Same arguments, same bytes."""
    return scan(compose(seed, split, plan_id), kind, seed)


def scan(plan: Plan, kind: str, seed: str) -> Document:
    """Print and wear a plan, composed or given. Raises KeyError for an unknown kind."""
    look = look_of(seed)
    sheets = print_plan(plan, look)
    mood = mood_of(KINDS[kind], Dice(f"{seed}/{kind}"))
    pictures: list[Picture] = []
    lines: list[Json] = []
    cells: list[Json] = []
    for at, sheet in enumerate(sheets):
        worn = wear(sheets, at, look, KINDS[kind], mood, Dice(f"{seed}/{kind}/{at}"))
        pictures.append(encode(worn))
        lines += _lines(sheet, worn, at + 1)
        cells += _cells(sheet, worn, at + 1)
    return Document(plan, kind, look, tuple(pictures), tuple(lines), tuple(cells))


def look_of(seed: str) -> Look:
    """Return how the document of a seed is set."""
    return any_look(Dice(f"{seed}/look"))


def ruling_of(plan: Plan, look: Look) -> Ruled:
    """Return how far lines show the tables of tasks; prose where there are none."""
    if plan.form == "prose":
        return "prose"
    if look.ruling == "ruled":
        return "ruled"
    return "unruled" if look.ruling == "unruled" else "partial"


def gold_hash(plan: Plan) -> str:
    """SHA-256 over both gold files."""
    return hashlib.sha256(dump(document_json(plan)) + dump(tasks_json(plan))).hexdigest()


def encode(worn: Worn) -> Picture:
    """Encode a page as scanners do: JPEG, or CCITT group 4 where it is black and white."""
    image = worn.image
    height, width = image.shape[:2]
    filled = io.BytesIO()
    if worn.bilevel:
        picture = Pictures.fromarray(image).convert("1", dither=Pictures.Dither.NONE)
        picture.save(filled, "TIFF", compression="group4", tiffinfo={278: height})
        data, name = _strip(filled.getvalue()), "CCITTFaxDecode"
    else:
        Pictures.fromarray(image).save(filled, "JPEG", quality=worn.quality)
        data, name = filled.getvalue(), "DCTDecode"
    pixels = hashlib.sha256(np.ascontiguousarray(image).tobytes()).hexdigest()
    return Picture(data, name, width, height, image.ndim == 2, worn.dpi, pixels)


def _strip(tiff: bytes) -> bytes:
    """Return the one strip of a TIFF file."""
    with Pictures.open(io.BytesIO(tiff)) as opened:
        tags = opened.tag_v2  # type: ignore[attr-defined]
        (start,), (length,) = tags[273], tags[279]
    return tiff[start : start + length]


def _lines(sheet: Sheet, worn: Worn, page: int) -> list[Json]:
    quads = worn.quads([line.box for line in sheet.lines])
    return [
        {
            "page": page,
            "text": line.text,
            "role": line.role,
            "style": line.style,
            "by_hand": [word.text for word in line.words if word.hand],
            **_place(quads, i),
        }
        for i, line in enumerate(sheet.lines)
    ]


def _cells(sheet: Sheet, worn: Worn, page: int) -> list[Json]:
    quads = worn.quads([cell.box for cell in sheet.cells])
    return [
        {
            "page": page,
            "table": cell.table,
            "row": cell.row,
            "column": cell.column,
            "row_span": cell.row_span,
            "column_span": cell.column_span,
            "header": cell.header,
            "text": cell.text,
            **_place(quads, i),
        }
        for i, cell in enumerate(sheet.cells)
    ]


def _place(quads: Quads, i: int) -> Json:
    """Return box (x0, y0, x1, y1) and corners of item ``i``, to a tenth of a pixel."""
    quad = quads[i]
    low, high = quad.min(axis=0), quad.max(axis=0)
    return {
        "box": [round(float(v), 1) for v in (*low, *high)],
        "quad": [[round(float(v), 1) for v in corner] for corner in quad],
    }
