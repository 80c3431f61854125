"""Weighs whether the text of a cell goes on in the cell below it on the next page."""

from __future__ import annotations

import re
from statistics import median

from pipeline.tables.celltext import BULLET, NUMBERED
from pipeline.tables.sheet import SheetCell

ENDED = re.compile(r"[.!?…][\"”’)]?$")  # not a list: after its semicolon comes another item
UNFINISHED = re.compile(
    r"([,/(–-]|\b(và|hoặc|của|các|cho|với|theo|tại|về|để|do|từ|đến|được|trong|có|số|là|ngày|tháng|"
    r"năm|những|trên|việc))$",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"\b(h[ằà]ng|mỗi|cả|trong|cuối|đầu|giữa) (ngày|tháng|quý|năm)$|^(ngày|tháng|quý|năm)$|"
    r"\b(thiểu|dân|đa|đổi|ký|tầng|tế|hội|thuật|nghệ|liệu|học|chữ|hệ|chỉ|năng|môi trường) số$",
    re.IGNORECASE,
)
LEADS = re.compile(r"\bchủ trì\b", re.IGNORECASE)
HELPS = re.compile(r"\W*((cơ quan|đơn vị|bộ phận) )?phối hợp\b", re.IGNORECASE)

# Weights of evidence, set on the page breaks of the gold plans and checked on random cuts; only
# their order of size matters.
LOWER_START, NEW_START, LISTED_START = 2.0, -0.5, -1.0
TEXT_ENDED, TEXT_UNFINISHED, TEXT_MAY_GO_ON = -1.0, 1.5, 0.5
HELPERS_FOLLOW = 2.0  # "Phối hợp: …" below "Chủ trì: …" of one cell
NOTHING_BEFORE = -1.5
HAD_ROOM, RAN_TO_THE_END = -2.0, 0.5

ROOM = 2.2  # lines that a cell has left where no text of it goes on; printers keep two back
FULL = 1.0  # lines that a cell may have left whose text goes on


def text_goes_on(before: SheetCell | None, after: SheetCell) -> float:
    """Weigh whether the text of one cell goes on in the other."""
    ended, begun = before.text.strip() if before else "", after.text.strip()
    if before is None or not ended:
        return NOTHING_BEFORE
    if BULLET.match(begun) or NUMBERED.match(begun):
        score = LISTED_START
    elif starts_within(begun):
        score = LOWER_START
    else:
        score = NEW_START
    score += _room(before) + (HELPERS_FOLLOW if names_helpers(ended, begun) else 0.0)
    if ENDED.search(ended):
        return score + TEXT_ENDED
    return score + (TEXT_UNFINISHED if is_unfinished(ended) else TEXT_MAY_GO_ON)


def is_unfinished(text: str) -> bool:
    """Tell whether a text ends where none does: "… và", "Trước ngày"; "Hằng tháng" is whole."""
    return bool(UNFINISHED.search(text)) and not WHOLE.search(text)


def starts_within(text: str) -> bool:
    """Tell whether a text begins as no sentence or name does."""
    return text[:1].islower() or text[:1] in tuple(",.;:)/%")


def names_helpers(ended: str, begun: str) -> bool:
    """Tell whether a text names who leads and the next who helps: "Chủ trì: …", "Phối hợp: …"."""
    return bool(LEADS.search(ended) and HELPS.match(begun)) and not HELPS.search(ended)


def _room(before: SheetCell) -> float:
    """Weigh how many more lines the last page had room for in a cell."""
    last = before.pieces[-1]
    printed = [line for line in last.lines if line.words]
    if not printed:
        return 0.0
    height = float(median(line.box.height for line in printed))
    left = (last.box.y1 - max(line.box.y1 for line in printed)) / height
    if left >= ROOM:
        return HAD_ROOM
    return RAN_TO_THE_END if left < FULL else 0.0
