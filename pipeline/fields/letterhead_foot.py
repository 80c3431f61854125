"""The foot of the plan: recipients at the left, signature at the right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from pipeline.fields.letterhead_lines import LOWER, NOTHING, UPPER, Found, Piece, is_upper, tidy
from pipeline.types.folding import fold, joined

ROLES = (
    "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC",
    "TỔNG GIÁM ĐỐC", "PHÓ TỔNG GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG",
    "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN",
    "PHÓ TRƯỞNG BAN THƯỜNG TRỰC",
    "BỘ TRƯỞNG", "THỨ TRƯỞNG", "CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG", "CHI CỤC TRƯỞNG",
    "PHÓ CHI CỤC TRƯỞNG", "TỔNG CỤC TRƯỞNG", "VỤ TRƯỞNG", "HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG",
    "BÍ THƯ", "PHÓ BÍ THƯ", "PHÓ BÍ THƯ THƯỜNG TRỰC", "CHÁNH THANH TRA", "PHÓ CHÁNH THANH TRA",
    "VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG", "CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "THỦ TƯỚNG", "PHÓ THỦ TƯỚNG",
    "CHỈ HUY TRƯỞNG", "PHÓ CHỈ HUY TRƯỞNG", "TRƯỞNG CÔNG AN", "PHÓ TRƯỞNG CÔNG AN", "ĐỘI TRƯỞNG",
    "TRƯỞNG ĐOÀN", "PHÓ TRƯỞNG ĐOÀN", "TỔ TRƯỞNG", "THỦ TRƯỞNG", "CHỦ TỊCH HỘI ĐỒNG", "TRƯỞNG TRẠM",
    "THƯ KÝ", "BAN THƯỜNG VỤ", "TƯ LỆNH", "PHÓ TƯ LỆNH", "CHÍNH ỦY", "CHÍNH TRỊ VIÊN", "CHÁNH ÁN",
    "PHÓ CHÁNH ÁN", "CHỈ HUY PHÓ", "TRUNG ĐOÀN TRƯỞNG", "TIỂU ĐOÀN TRƯỞNG", "ĐỒN TRƯỞNG",
    "HẠT TRƯỞNG", "TỔNG THƯ KÝ", "TRƯỞNG KHOA", "PHÓ TỔ TRƯỞNG", "TỔ PHÓ", "TRƯỞNG TIỂU BAN",
)  # fmt: skip
"""Roles of those who sign; a line read with a wrong letter is set to the role it must be."""

_ROLE_ALIKE = 88  # ratio of rapidfuzz: one wrong letter in eight
_CUE_ALIKE = 75  # "2i nhận:", "Mới nhận:" for "Nơi nhận:" had 77-88
_BY_ORDER = re.compile(r"^\W*(?:tm|kt|tl|tuq|t/m|k/t)\s*[.,:]?\s+")
_ACTING = re.compile(r"(?:q\s?\.|quyen\s)\s*")
_LEVEL = re.compile(r" (?:xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tinh|dac khu)$")
_OFFICE_WORDS = 6  # syllables behind a role that name the office it is held in
_FOR = re.compile(r"^\W*(?:kt|k/t|krt|kt1)\s*[.,:]")
_ARCHIVE = re.compile(r"\W*l[uưư]+u\s*[:;,.]?\s")
# The registry ("văn thư") keeps a copy of every paper; OCR takes its T for I, Ì or TE.
_ARCHIVED = re.compile(r"^Lưu\s*[:;.]\s*V[TIÌÍĨỊl1][EI]?(?![\w])")
_REPORT = re.compile(r"\(b/[€e©cC¢]\)")
_BULLET = re.compile(rf"^[^{UPPER}{LOWER}0-9(“\"]+")
_ANNEX = re.compile(r"\W*(?:phu luc|danh muc|bieu|mau so)\b")
_NAME_WORD = rf"[{UPPER}](?:['’][{UPPER}])?[{LOWER}']*"  # "Y Thịnh", "Giàng A Dế", "H'Hen Niê"
_RANK = (
    r"(?:(?:Đại|Thượng|Trung|Thiếu) (?:tá|tướng|úy)|(?:PGS|GS|TS|ThS|BS|BSCKI{1,2}|CKI{1,2})\.?)"
)
_NAME = re.compile(
    rf"^\W*(?:{_RANK}[\s,.]*)*(?P<name>(?=.*[{LOWER}]{{2}}){_NAME_WORD}(?:\s{_NAME_WORD}){{1,4}})\W*$"
)
_NEAR = 24  # paragraphs of a bare text from "Nơi nhận:" to the signer's name
_SURE_NAME = 0.6  # confidence below which words in a scribble are not taken for the name


@dataclass(frozen=True, slots=True)
class Foot:
    """Recipients, signer, and whether a signature block was found at all."""

    recipients: tuple[Found, ...]
    signer_name: Found
    signer_role: Found


def read_foot(pieces: Sequence[Piece]) -> Foot:
    """Read recipients and signature from all pieces of the document, in reading order.

    The block begins at the line "Nơi nhận:" or, where that was not read, at the entries above
    "Lưu:". An annex may follow.
    """
    cue = _cue_index(pieces)
    entries = _below(pieces, cue) if cue is not None else _above_archive(pieces)
    if not entries and cue is None:
        return Foot((), NOTHING, NOTHING)
    top = pieces[cue] if cue is not None else entries[0]
    block = _signature(pieces, top)
    role_at, role = _role(block)
    below = block[role_at + 1 :] if role_at is not None else block
    same = [piece for piece in below if piece.page == top.page]
    name = _name(same)
    if not name.text and not _ends_with(below, same):
        name = _name(below)
    return Foot(_recipients(entries), name, role)


def _cue_index(pieces: Sequence[Piece]) -> int | None:
    for index in range(len(pieces) - 1, -1, -1):
        piece = pieces[index]
        words = piece.folded.strip(" .:;*_'\"`/")
        alike = len(words) < 14 and fuzz.ratio(words, "noi nhan") >= _CUE_ALIKE
        if alike and piece.side != "right":
            return index
    return None


def _below(pieces: Sequence[Piece], cue: int) -> list[Piece]:
    """Pieces at the left below "Nơi nhận:", from top to bottom, to the entry "Lưu:"."""
    top = pieces[cue]
    if top.box is None:
        rest = [p for p in pieces[cue + 1 :] if _BULLET.match(p.text)]
    else:
        left = [p for p in pieces if p.side != "right" and p.box is not None]
        rest = sorted((p for p in left if _lower(p, top)), key=_position)
    taken: list[Piece] = []
    for piece in rest:
        taken.append(piece)
        if _ARCHIVE.match(piece.folded):
            return taken
    return taken if top.box is None else []


def _above_archive(pieces: Sequence[Piece]) -> list[Piece]:
    """Entries above the last "Lưu:" where no "Nơi nhận:" was read."""
    at = next((i for i in range(len(pieces) - 1, -1, -1) if _ARCHIVE.match(pieces[i].folded)), None)
    if at is None or pieces[at].side == "right":
        return []
    archive = pieces[at]
    left = [p for p in pieces if p.side != "right" and p.page == archive.page and p.box]
    if archive.box is None or not left:
        return [archive]
    column = sorted((p for p in left if not _lower(p, archive)), key=_position)
    taken = [archive]
    for piece in reversed([p for p in column if p is not archive]):
        if piece.side != "left" or not _BULLET.match(piece.text):
            break
        taken.append(piece)
    return taken[::-1]


def _position(piece: Piece) -> tuple[int, float]:
    return (piece.page, piece.box.center[1] if piece.box else 0.0)


def _lower(piece: Piece, top: Piece) -> bool:
    return _position(piece) > _position(top) and piece is not top and piece.page <= top.page + 1


def _recipients(entries: Sequence[Piece]) -> tuple[Found, ...]:
    """Join the lines of each entry; an entry begins with a bullet or after a finished one."""
    groups: list[list[Piece]] = []
    for piece in entries:
        finished = not groups or re.search(r"[;.]\s*$", groups[-1][-1].text)
        if not finished and not _BULLET.match(piece.text):
            groups[-1].append(piece)
        elif sum(map(str.isalpha, piece.text)) >= 3:
            groups.append([piece])
    found = []
    for group in groups:
        text = _BULLET.sub("", joined(" ".join(piece.text for piece in group)))
        if text := _ARCHIVED.sub("Lưu: VT", _REPORT.sub("(b/c)", tidy(text))):
            found.append(Found(text, tuple(group)))
    return tuple(found)


def _signature(pieces: Sequence[Piece], top: Piece) -> list[Piece]:
    """Pieces at the right beside the recipients and below, from top to bottom."""
    if top.box is None:
        start = next((i for i, p in enumerate(pieces) if p is top), 0)
        near = pieces[max(start - 6, 0) : start + _NEAR]
        return [p for p in near if not re.match(r"\s*[-–~+]", p.text)]
    rise = top.box.y0 - 4 * top.height
    return sorted(
        (
            p
            for p in pieces
            if p.side == "right"
            and p.box is not None
            and ((p.page == top.page and p.box.y0 >= rise) or p.page == top.page + 1)
        ),
        key=_position,
    )


def _role(block: Sequence[Piece]) -> tuple[int | None, Found]:
    """Read the signer's role: the last line of capitals that is a role and not "KT. …".

    Who signs for another ("KT. CHỦ TỊCH") does not hold that role: where only it was read, the
    signer's own is not known.
    """
    place: int | None = None
    role = NOTHING
    stands_for: str | None = None
    for index, piece in enumerate(block):
        words = joined(piece.text).strip(" .:*'\"`_-–")
        if not is_upper(words, 0.7):
            if _NAME.match(piece.text) and place is not None:
                break
            continue
        ordered = _BY_ORDER.match(fold(words)) or _FOR.match(fold(words))
        known = _known_role(words[ordered.end() :] if ordered else words)
        if ordered:
            stands_for = known if _FOR.match(fold(words)) else stands_for
            place = index
        elif known and known != stands_for:
            place, role = index, Found(known, (piece,))
    return place, role


def _ends_with(below: Sequence[Piece], same: Sequence[Piece]) -> bool:
    """Whether an annex begins behind the page of the signature: its words are no name."""
    other = [piece for piece in below if piece not in same]
    return any(_ANNEX.match(piece.folded) for piece in other)


def _known_role(words: str) -> str:
    """Return the role that a line is, "" for none; an office behind it belongs to it.

    "TRƯỞNG CÔNG AN HUYỆN", "CHỦ TỊCH HỘI ĐỒNG QUẢN TRỊ"; "Q. GIÁM ĐỐC" acts for one.
    """
    acting = _ACTING.match(fold(words))
    if acting:
        role = _known_role(words[acting.end() :])
        return f"Q. {role}" if role else ""
    held = _role_of_office(words)
    return held if held and _LEVEL.search(fold(held)) else _plain_role(words) or held


def _role_of_office(words: str) -> str:
    folded = fold(words).strip(" .")
    begun = [role for role in ROLES if folded.startswith(fold(role) + " ")]
    rest = len(folded.split()) - max((len(role.split()) for role in begun), default=0)
    return words.strip(" .") if begun and rest <= _OFFICE_WORDS else ""


def _plain_role(words: str) -> str:
    folded = fold(words).strip(" .")
    best = process.extractOne(
        folded, [fold(role) for role in ROLES], scorer=fuzz.ratio, score_cutoff=_ROLE_ALIKE
    )
    return ROLES[best[2]] if best else ""


def _name(block: Sequence[Piece]) -> Found:
    """Read the signer's name: the last line of two to five words with a capital each.

    In bare text, of which nothing tells how surely it was read, two words may be half a name.
    """
    for piece in reversed(block):
        match = _NAME.match(joined(piece.text))
        whole = piece.box is None and len(match["name"].split()) > 2 if match else False
        if match and (piece.confidence >= _SURE_NAME or whole):
            return Found(match["name"], (piece,))
    return NOTHING
