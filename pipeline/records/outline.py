"""The paragraphs of a plan as an outline: sections, numbered points, bullets, continuations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from pipeline.records.labels import Clause, cut_labels
from pipeline.records.numbering import NONE, Kind, Numbering, letter, split_damaged, split_marker
from pipeline.records.restating import (
    begins_with_content_label,
    numbered_by_label,
    remedy,
    sentences_apart,
    with_labelled_roles,
    without_content_label,
)
from pipeline.types.folding import fold, joined
from pipeline.types.text import Paragraph

_FINISHED = re.compile(r"[.;:!?…/”\")\]]\s*$")
_HEADING_WORDS = 25  # a numbered line of more words is a sentence, not a heading
_UNFINISHED = re.compile(r"\s(?:và|của|với|các|cùng)\s*$")
_SPECK = re.compile(r"\d{1,2}|\W{1,2}")  # what stands alone within a sentence says nothing
_LOUD = 0.9  # share of capitals among the letters of a heading in capitals


@dataclass(frozen=True, slots=True)
class Point:
    """One paragraph of the outline.

    position    index among the document's items, for the order and the key.
    numbering   its number; NONE for a paragraph without.
    words       all its words behind the number.
    head        its words before the first label.
    clauses     its labelled parts.
    part        which part of the paragraph it is, where that holds several points; "" the whole.
    """

    position: int
    numbering: Numbering
    words: str
    head: str
    clauses: tuple[Clause, ...]
    source: Paragraph
    part: str = ""

    @property
    def level(self) -> tuple[Kind, int]:
        return self.numbering.level

    @property
    def is_heading(self) -> bool:
        """Whether it looks like a heading: a short numbered line that ends no sentence."""
        if self.clauses or not self.head or self.numbering.kind in ("bullet", "none"):
            return False
        if is_loud(self.head):
            return True
        words = len(self.head.split())
        if self.numbering.kind in ("roman", "upper"):
            return words <= 2 * _HEADING_WORDS
        ends = self.head.rstrip()[-1]
        return words <= _HEADING_WORDS and ends not in ".;,"


def outline(numbered: Sequence[tuple[int, Paragraph]]) -> tuple[Point, ...]:
    """Read each paragraph's number and labels; ``numbered`` has the item position of each."""
    points: list[Point] = []
    for position, paragraph in _mended(numbered):
        text = joined(paragraph.text)
        numbering, rest = split_marker(text)
        if numbering is NONE:
            numbering, rest = split_damaged(text, loud=is_loud(text))
        if numbering is NONE and (labelled_number := numbered_by_label(rest)):
            value, rest = labelled_number
            numbering = Numbering("decimal", 1, value, str(value))
        for place, words in enumerate(sentences_apart(rest)):
            number = NONE if place else numbering
            inside = number.kind in ("bullet", "none") and bool(points and points[-1].clauses)
            labelled = cut_labels(with_labelled_roles(words), behind=inside)
            part = f"s{place + 1}" if place else ""
            found = labelled.head, labelled.clauses, paragraph, part
            points.append(Point(position, number, words, *found))
    return _relettered(_restated(points))


def _restated(points: Sequence[Point]) -> list[Point]:
    """Leave out faults whose remedies follow, and labels of contents before other labels."""
    restated: list[Point] = []
    for point, after in zip_longest(points, points[1:]):
        assert point is not None
        done = remedy(point.head)
        if done == "" and after is not None and begins_with_content_label(after.head):
            continue
        labels_follow = bool(point.clauses) or (after is not None and not after.head)
        plain = without_content_label(point.head) if labels_follow else point.head
        restated.append(replace(point, head=done or plain))
    return restated


def _relettered(points: Sequence[Point]) -> tuple[Point, ...]:
    """Give lettered points whose letter was misread the one that must stand there.

    It must where the letter before it is known, or the one after it: "a) … €) …" has b). A
    number with a bracket right before "b)" is a misread a).
    """
    mended = list(points)
    lettered = [i for i, p in enumerate(points) if _bracketed(p)]
    previous = 0
    for place, i in enumerate(lettered):
        number = mended[i].numbering
        after = points[lettered[place + 1]].numbering if place + 1 < len(lettered) else NONE
        if i and any(p.is_heading for p in mended[(lettered[place - 1] if place else 0) : i]):
            previous = 0
        lost = number.kind != "lower" or not number.value
        due = previous + 1 if previous else after.value - 1 if after.kind == "lower" else 0
        between = after.kind == "lower" and after.value == due + 1 and (previous or due == 1)
        lost = lost or bool(between and number.value != due)  # "n) … b)": the first is a)
        if lost and due > 0 and (number.kind == "lower" or after.value == due + 1):
            number = Numbering("lower", 1, due, letter(due))
            mended[i] = replace(mended[i], numbering=number)
        previous = number.value if number.kind == "lower" else 0
    return tuple(mended)


def _bracketed(point: Point) -> bool:
    if point.numbering.kind == "lower":
        return True
    whole = point.numbering.kind == "decimal" and point.numbering.depth == 1
    return whole and point.source.text.lstrip()[len(point.numbering.text) :].lstrip()[:1] == ")"


def is_loud(text: str) -> bool:
    """Whether the words are set in capitals."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and sum(map(str.isupper, letters)) >= _LOUD * len(letters)


def _mended(numbered: Sequence[tuple[int, Paragraph]]) -> list[tuple[int, Paragraph]]:
    """Join a paragraph that goes on in the next one: cut by a page end or a wide gap."""
    mended: list[tuple[int, Paragraph]] = []
    written = [(position, paragraph) for position, paragraph in numbered if paragraph.text.strip()]
    for place, (position, paragraph) in enumerate(written):
        after = written[place + 1][1] if place + 1 < len(written) else None
        speck = after is not None and _SPECK.fullmatch(paragraph.text.strip()) is not None
        if mended and speck and after and _goes_on(mended[-1][1], after):
            continue
        if mended and _goes_on(mended[-1][1], paragraph):
            before_position, before = mended[-1]
            mended[-1] = (before_position, _concatenated(before, paragraph))
        else:
            mended.append((position, paragraph))
    return mended


def _goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether ``after`` begins in the middle of a sentence that ``before`` left open.

    A number that stands alone was parted from its words by a wide gap: they follow it.
    """
    set_apart = before.centered or after.centered or is_loud(before.text)
    if set_apart or split_marker(after.text)[0] is not NONE:
        return False
    number, words = split_marker(before.text)
    if number is not NONE and not words:
        return bool(cut_labels(after.text).head)
    said = cut_labels(before.text).clauses
    if said and not said[-1].value and before.text.rstrip().endswith(":"):
        return True  # "…; Đơn vị chủ trì:" at a page end
    if _FINISHED.search(before.text):
        return False
    if _UNFINISHED.search(before.text):
        return not _is_labelled(after.text)
    first = after.text.lstrip()[:1]
    labelled = cut_labels(after.text)
    return (first.islower() or first == "(") and (bool(labelled.head) or not labelled.clauses)


def _is_labelled(text: str) -> bool:
    """Whether a line begins with a label: "Đơn vị chủ trì: …"."""
    found = cut_labels(text)
    return bool(found.clauses) and not found.head


def _concatenated(before: Paragraph, after: Paragraph) -> Paragraph:
    letters = max(len(before.text) + len(after.text), 1)
    weighted = before.confidence * len(before.text) + after.confidence * len(after.text)
    return replace(
        before,
        text=f"{before.text.rstrip()} {after.text.lstrip()}",
        raw=f"{before.raw.rstrip()} {after.raw.lstrip()}",
        confidence=weighted / letters,
        places=(*before.places, *after.places),
        lines=(*before.lines, *after.lines),
        words=(*before.words, *after.words),
    )


_CLOSING = ("to chuc thuc hien", "to chuc trien khai", "che do bao cao", "che do thong tin bao cao")
_ASSIGNING = (
    "phan cong nhiem vu", "phan cong trach nhiem", "phan cong cong viec", "giao nhiem vu",
    "phan giao nhiem vu", "nhiem vu cua cac", "nhiem vu cu the cua cac", "trach nhiem cua cac",
)  # fmt: skip
_AIMS = ("muc dich", "yeu cau", "quan diem", "nguyen tac", "can cu", "tinh hinh", "danh gia")
_GOALS = ("muc tieu", "chi tieu")


def is_closing(title: str) -> bool:
    """Whether a section is the one on carrying the plan out ("Tổ chức thực hiện")."""
    return fold(title).startswith(_CLOSING)


def is_assigning(title: str) -> bool:
    """Whether a section gives each unit its tasks ("Phân công nhiệm vụ")."""
    return fold(title).startswith(_ASSIGNING)


def is_aim(title: str) -> bool:
    """Whether a section says why, not what ("Mục đích, yêu cầu")."""
    return fold(title).startswith(_AIMS)


def is_goal(title: str) -> bool:
    """Whether a section states goals ("Mục tiêu, chỉ tiêu")."""
    return any(word in fold(title) for word in _GOALS)
