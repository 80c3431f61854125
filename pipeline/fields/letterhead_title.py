"""Type and title of a document: what stands in the middle, under number and date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.fields.letterhead_lines import NOTHING, Found, Piece, is_stray, is_upper, tidy
from pipeline.types.folding import fold, joined

TYPES = (
    "NGHỊ QUYẾT", "QUYẾT ĐỊNH", "CHỈ THỊ", "QUY CHẾ", "QUY ĐỊNH", "THÔNG CÁO", "THÔNG BÁO",
    "HƯỚNG DẪN", "CHƯƠNG TRÌNH", "KẾ HOẠCH", "PHƯƠNG ÁN", "ĐỀ ÁN", "DỰ ÁN", "BÁO CÁO", "BIÊN BẢN",
    "TỜ TRÌNH", "HỢP ĐỒNG", "CÔNG ĐIỆN", "BẢN GHI NHỚ", "BẢN THỎA THUẬN", "GIẤY ỦY QUYỀN",
    "GIẤY MỜI", "GIẤY GIỚI THIỆU", "GIẤY NGHỈ PHÉP", "PHIẾU GỬI", "PHIẾU CHUYỂN", "PHIẾU BÁO",
    "BẢN SAO Y", "BẢN TRÍCH SAO", "BẢN SAO LỤC", "KẾT LUẬN", "NGHỊ ĐỊNH", "THÔNG TƯ", "THÔNG TRI",
    "LỊCH CÔNG TÁC",
)  # fmt: skip
"""Types of administrative papers (Decree 30/2020, annex III), then of the party and of laws."""

_TITLED = ("KẾ HOẠCH", "CHƯƠNG TRÌNH", "ĐỀ ÁN", "BÁO CÁO", "PHƯƠNG ÁN")  # title on the same line
_TOGETHER = re.compile(r"\blien (?:nganh|tich|so)$")
_NEAR = 14  # lines below the type that say where the text stands: paper may curl further down
_WORD_OF_TITLE = re.compile(r"[\"“(]?(?:[^\W\d_]+(?:[/-][^\W\d_]+)*|\d{1,4})[\"”),.:;]*")
_LONGEST_WORD = 14  # letters; a syllable has 7 at most, foreign words of titles up to 12
_TYPE_ALIKE = 86  # ratio of rapidfuzz: one wrong letter in eight
_BODY = re.compile(
    r"(?:can cu\b|kinh gui|dieu 1\b|(?:[ivx]{1,4}|[a-h1])\s*[./]\s*\S|phan thu\b|theo de nghi"
    r"|thuc hien (?:ke|quyet|nghi|cong|chi|chuong|luat|thong|huong|ket)"
    r"|de (?:thuc|trien|tiep|nang|chu|bao|kip)"
    r"|nham (?:thuc|trien|tiep|nang|chu)|ngay \d|trong thoi gian|sau khi|(?:uy ban|ubnd|chu tich"
    r"|giam doc|so|bo truong) .{3,60}(?:ban hanh|quyet dinh|bao cao|xay dung)\b)"
)
_HARD_END = re.compile(
    r"(?:can cu\b|kinh gui|dieu 1\b|(?:[ivx]{1,4}|1)\s*[.]\s*\S|(?:chu tich|uy ban nhan dan"
    r"|giam doc|bo truong|hoi dong nhan dan)\b)"
)
# How far, as a share of the text's width, the middle of a title line may lie from the text's.
# Title lines measured 0.0-0.01, first lines of paragraphs (indented by 1-1.27 cm) 0.026 and more.
_OFF_CENTER = 0.018


def type_index(pieces: Sequence[Piece]) -> int | None:
    """Return the index of the line that names the type, None where no line does."""
    for index, piece in enumerate(pieces):
        if read_type(piece)[0].text and piece.side != "left":
            return index
    return None


def read_type(piece: Piece) -> tuple[Found, str]:
    """Read the type of a line that is a type, and the title's words that follow on the line."""
    words = joined(piece.text).strip(" .:*'\"`“”")
    if not is_upper(words, 0.8):
        return NOTHING, ""
    scores = {name: fuzz.ratio(fold(name), fold(_head(words, name))) for name in TYPES}
    best = max(scores, key=lambda name: (scores[name], len(name)))
    if scores[best] < _TYPE_ALIKE:
        return NOTHING, ""
    rest = words[len(_head(words, best)) :].strip()
    rest = "" if _TOGETHER.fullmatch(fold(rest).strip()) else rest
    if rest and best not in _TITLED:
        return NOTHING, ""
    return Found(best, (piece,)), rest


def is_joint(piece: Piece) -> bool:
    """Whether the line of the type says that several offices issue the paper: "LIÊN NGÀNH"."""
    return _TOGETHER.search(piece.folded) is not None


def _head(words: str, name: str) -> str:
    return " ".join(words.split()[: len(name.split())])


def body_index(pieces: Sequence[Piece], start: int) -> int:
    """Return the index of the first line from ``start`` on that begins the body."""
    for index in range(start, len(pieces)):
        if _BODY.match(pieces[index].folded.lstrip("'\"`~- ")):
            return index
    return len(pieces)


def read_title(pieces: Sequence[Piece], at: int, first: str) -> tuple[Found, int]:
    """Read the title below the type, to the first line of the body; also return its index."""
    margins = _margins(pieces[at], pieces[at + 1 : at + 1 + _NEAR])
    parts, used = ([first], [pieces[at]]) if first else ([], [])
    end = at + 1
    while end < len(pieces) and _in_title(pieces[end], bool(parts), margins):
        if not is_stray(pieces[end]):
            parts.append(pieces[end].text)
            used.append(pieces[end])
        end += 1
    return Found(tidy(_without_scribble(" ".join(parts))), tuple(used)), end


def _without_scribble(title: str) -> str:
    """Take out words too long to be any, and signs before the first: the edge of a stamp."""
    words = [word for word in title.split() if len(word.strip(".,;:-")) <= _LONGEST_WORD]
    while words and not _WORD_OF_TITLE.fullmatch(words[0]):
        words = words[1:]
    return " ".join(words)


def _in_title(piece: Piece, begun: bool, margins: tuple[float, float] | None) -> bool:
    """Whether a piece below the type is of the title, or a stray mark among its lines."""
    words = piece.text.lstrip("'\"`~- ")
    if _HARD_END.match(fold(words)):
        return False
    centered = _centered(piece, margins)
    if centered is None:
        return not (begun and _BODY.match(fold(words)))
    if begun and words[:1].isupper() and _BODY.match(fold(words)) and _full(piece, margins):
        return False
    return centered or not begun or is_stray(piece)


def _full(piece: Piece, margins: tuple[float, float] | None) -> bool:
    """Whether a line takes the width of the text."""
    if margins is None or piece.box is None:
        return False
    return piece.box.width > 0.85 * (margins[1] - margins[0])


def _margins(kind: Piece, pieces: Sequence[Piece]) -> tuple[float, float] | None:
    """Return the left and right edge of the text around the middle that the type's line marks.

    The title is centred under its type; how wide the text is, the longest line near it says.
    """
    boxes = [piece.box for piece in pieces if piece.box and not is_stray(piece)]
    if not boxes or kind.box is None:
        return None
    half = max(box.width for box in boxes) / 2
    middle = kind.box.center[0]
    return middle - half, middle + half


def _centered(piece: Piece, margins: tuple[float, float] | None) -> bool | None:
    """Whether a line stands in the middle of the text; None where there is no geometry."""
    if margins is None or piece.box is None:
        return None
    left, right = margins
    off = abs(piece.box.center[0] - (left + right) / 2)
    return off <= _OFF_CENTER * (right - left)
