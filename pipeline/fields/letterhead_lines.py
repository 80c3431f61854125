"""The lines of head and foot, each on its side of the page and free of what was set beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from pipeline.fields.letterhead_bare import bare_lines
from pipeline.types.folding import fold, joined
from pipeline.types.geometry import Box, union_all
from pipeline.types.task import Evidence
from pipeline.types.text import Line, Paragraph, Place, Word, mean_confidence

MOTTOES = (
    "cong hoa xa hoi chu nghia viet nam",
    "doc lap - tu do - hanh phuc",
    "dang cong san viet nam",
)
"""What stands at the right of the head (Decree 30/2020; party papers: Guidance 36-HD/VPTW)."""

_ABOVE = [chr(code) for code in range(0x1EA0, 0x1EFA)]  # Ạ to ỹ, capitals and small in turn
UPPER = "A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯ" + "".join(char for char in _ABOVE if char.isupper())
LOWER = "a-zà-ãè-êìíò-õùúýăđĩũơư" + "".join(char for char in _ABOVE if char.islower())
"""The letters of Vietnamese as classes of a regular expression; "ˆ" and "ª" are none."""

# White inside a line, in line heights, that parts two columns. Between words it is below 0.5 in
# justified text; between the columns of a letterhead it was above 1.5 on all pages seen.
_COLUMN_GAP = 1.4
_SCRIBBLE = 0.4  # confidence; scribbles and stamp edges were read with 0.2-0.5, print above 0.8
_MOTTO_ALIKE = 82  # partial ratio of rapidfuzz; the worst reading seen had 88, other text 60
# How far, as a share of the page's width, the middle of a centred line may lie from the page's: the
# margins of Decree 30 put it at 0.52, paper laid 1 cm aside at 0.47.
_MIDDLE = 0.05
_UNDERLINE = re.compile(r"[^\w\s]*[—–_=\-]{2,}[^\w\s]*|_+")
_NOISE = re.compile(
    r"(?:nguoi ky|ky boi|ky ngay|ngay ky|thoi gian ky|email\b|chu ky so|signature|digitally"
    r"|cong van den|hoa toc|^den$|^so den|^ngay den|^chuyen\s*(?:[:.]|$))"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or the part of one on one side of a wide gap.

    paragraph   index of the paragraph it belongs to.
    page        1-based, 0 where unknown.
    box         clean frame; None for text without geometry.
    side        "left", "right" or "" (over the middle, or unknown).
    words       what the text was read from; empty for text without geometry.
    """

    text: str
    raw: str
    confidence: float
    paragraph: int
    page: int = 0
    box: Box | None = None
    side: str = ""
    words: tuple[Word, ...] = ()

    @property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def height(self) -> float:
        return self.box.height if self.box else 1.0

    @property
    def evidence(self) -> Evidence:
        places = (Place(self.page, self.box),) if self.box else ()
        return Evidence(self.raw, self.confidence, places)


@dataclass(frozen=True, slots=True)
class Found:
    """A value of the letterhead and the pieces it was read from."""

    text: str
    pieces: tuple[Piece, ...] = ()


NOTHING = Found("")


def split_pieces(paragraphs: Sequence[Paragraph], page_width: float | None) -> tuple[Piece, ...]:
    """Return the pieces of all lines, page by page in reading order, noise left out.

    page_width   width of the first page in clean pixels; taken from the lines where None.
    """
    pieces = [
        part
        for index, paragraph in enumerate(paragraphs)
        for piece in _paragraph_pieces(index, paragraph)
        for part in _without_motto(piece)
    ]
    width = page_width or _text_width(pieces)
    return tuple(replace(piece, side=_side(piece, width)) for piece in pieces if _says(piece))


def joined_evidence(pieces: Sequence[Piece]) -> Evidence:
    """Return what several pieces together rest on; the least sure of them counts."""
    places = tuple(place for piece in pieces for place in piece.evidence.places)
    confidence = min((piece.confidence for piece in pieces), default=0.0)
    return Evidence(" ".join(piece.raw for piece in pieces), confidence, places)


def is_upper(text: str, share: float = 0.75) -> bool:
    """Whether at least ``share`` of the letters are capitals."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 2 and sum(map(str.isupper, letters)) >= share * len(letters)


def is_stray(piece: Piece) -> bool:
    """Whether a piece is an underline, a stamp's edge or a scribble rather than words.

    Of text without geometry nobody knows how surely it was read.
    """
    tight = piece.text.replace(" ", "")
    signs = sum(map(str.isalnum, tight))
    scribbled = piece.box is not None and piece.confidence < _SCRIBBLE
    return signs < 3 or signs < 0.5 * len(tight) or scribbled


def tidy(text: str) -> str:
    """Return text without the underlines and quote marks that dirt is read as."""
    words = (word for word in text.split() if any(map(str.isalnum, word)) or word in "-–&")
    return " ".join(words).strip(" .,:;'\"`~*-–—_")


def motto_span(text: str) -> tuple[int, int] | None:
    """Return where a motto stands in ``text``, widened to whole words; None where none does."""
    folded = fold(text)
    for motto in MOTTOES:
        if len(folded) < len(motto) * 0.6:
            continue
        found = fuzz.partial_ratio_alignment(motto, folded, score_cutoff=_MOTTO_ALIKE)
        if found is None or len(folded) < len(motto) * 0.8:
            continue
        start = folded.rfind(" ", 0, found.dest_start + 1) + 1
        end = folded.find(" ", found.dest_end)
        return start, len(text) if end < 0 else end
    return None


def _paragraph_pieces(index: int, paragraph: Paragraph) -> Iterator[Piece]:
    if not paragraph.lines:
        page = paragraph.places[0].page if paragraph.places else 0
        for text, raw in zip(paragraph.text.split("\n"), _raw_lines(paragraph), strict=True):
            parts = bare_lines(joined(text))
            for part in parts:
                own = raw if len(parts) == 1 else part
                yield Piece(part, own, paragraph.confidence, index, page)
        return
    for line in paragraph.lines:
        page = _page_of(line.box, paragraph.places)
        for words in _parted(line):
            yield _of_words(words, index, page)


def _raw_lines(paragraph: Paragraph) -> list[str]:
    raw, count = paragraph.raw.split("\n"), paragraph.text.count("\n") + 1
    return raw if len(raw) == count else [paragraph.raw] * count


def _of_words(words: Sequence[Word], index: int, page: int) -> Piece:
    return Piece(
        " ".join(word.text for word in words),
        " ".join(word.raw for word in words),
        mean_confidence(tuple(words)),
        index,
        page,
        union_all(word.box for word in words),
        words=tuple(words),
    )


def _page_of(box: Box, places: Sequence[Place]) -> int:
    """Page of a line: a paragraph over a page break has one place on each page."""
    for place in places:
        if len(places) == 1 or place.box.intersection(box) == box:
            return place.page
    return places[0].page if places else 0


def _parted(line: Line) -> list[list[Word]]:
    words = [word for word in line.words if not _UNDERLINE.fullmatch(word.text)]
    if not words:
        return []
    parts = [[words[0]]]
    for before, word in pairwise(words):
        if word.box.x0 - before.box.x1 > _COLUMN_GAP * line.box.height:
            parts.append([])
        parts[-1].append(word)
    return parts


def _without_motto(piece: Piece) -> Iterator[Piece]:
    """Yield a piece without the motto that was read on the same line; nothing if it is all."""
    span = motto_span(piece.text)
    if span is None:
        yield piece
        return
    for start, end in ((0, span[0]), (span[1], len(piece.text))):
        rest = piece.text[start:end].strip()
        if sum(map(str.isalpha, rest)) >= 2:
            yield from _without_motto(
                replace(piece, text=rest, raw=rest, box=_cut(piece, start, end))
            )


def _cut(piece: Piece, start: int, end: int) -> Box | None:
    """Return the part of the box that the characters from ``start`` to ``end`` take."""
    if piece.box is None:
        return None
    width, length = piece.box.width, max(len(piece.text), 1)
    x0 = piece.box.x0 + width * start / length
    return replace(piece.box, x0=x0, x1=piece.box.x0 + width * end / length)


def _says(piece: Piece) -> bool:
    """Whether a piece has words at all, and not those of a stamp or a digital signature."""
    return sum(map(str.isalnum, piece.text)) >= 2 and _NOISE.search(piece.folded) is None


def _text_width(pieces: Sequence[Piece]) -> float:
    boxes = [piece.box for piece in pieces if piece.box and piece.confidence > 0.5]
    if not boxes:
        return 0.0
    return min(box.x0 for box in boxes) + max(box.x1 for box in boxes)


def _side(piece: Piece, width: float) -> str:
    if piece.box is None or not width:
        return ""
    middle = piece.box.center[0]
    over = piece.box.x0 < 0.4 * width and piece.box.x1 > 0.6 * width
    if over or abs(middle - 0.5 * width) < _MIDDLE * width:
        return ""
    return "left" if middle < 0.5 * width else "right"
