"""The number of a document: "Số: 28/KH-UBND", "Số 45-KH/TU"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.fields.letterhead_lines import LOWER, NOTHING, Found, Piece
from pipeline.types.folding import fold

_ABBREVIATIONS = (
    r"NQ|QĐ|CT|QC|QyĐ|TC|TB|HD|CTr|KH|PA|ĐA|DA|BC|BB|TTr|HĐ|CĐ|BGN|BTT|GUQ|GM|GGT|GNP|PG|PC|PB"
    r"|SY|TrS|SL|KL|CV|NĐ|TT|BKH"
)
_STATE_NUMBER = re.compile(
    rf"(?P<n>\d{{1,5}}[a-z]?)[/\\|lI]?(?P<s>(?:(?:19|20)\d\d/)?(?:{_ABBREVIATIONS})"
    r"[-–](?:[A-ZĐ][A-Za-zĐđ0-9.&]*)(?:[-–/][A-ZĐ0-9][A-Za-zĐđ0-9.&]*)*)"
)
# A hyphen that touches a border or a stamp is read as a stop: "1189/QĐ. UBND".
_STOPPED = re.compile(rf"(?<=[\d/])(?P<k>{_ABBREVIATIONS})[.,:·_](?=[A-ZĐ]{{2}})")
_LETTER_NUMBER = re.compile(r"(?P<n>\d{1,5}[a-z]?)/(?P<s>[A-ZĐ]{2,}(?:[-–][A-ZĐ0-9&.]+)*)")
_PARTY_NUMBER = re.compile(
    rf"(?P<n>\d{{1,5}})[-–](?P<s>(?:{_ABBREVIATIONS})/[A-ZĐ]{{1,8}}(?:-[A-ZĐ]{{2,8}})?)"
)
NUMBER_CUE = re.compile(r"\W*s[oa0869]\s*(?:[:;.,]\s*|(?=\d|/))")
_SYMBOLS = re.compile(r"\W*/\s?[A-ZĐ]")
# Confidence of the word with the digits. Printed numbers were read with 0.56-1.0, those by hand
# with 0.17-0.48 (three of 25 higher, all three right), on 14 real and 48 composed papers.
_PRINT = 0.5
# The same where white stands between digits and symbols: a blank that was filled in.
_FILLED_IN = 0.9


def find_number(above: Sequence[Piece]) -> tuple[int | None, Found, bool]:
    """Read the number; ("", found line) where its digits are missing or not surely print.

    Third: whether something stands there that was not taken for print.
    """
    cue_at: int | None = None
    for index, piece in enumerate(above):
        cue = NUMBER_CUE.match(piece.folded)
        if cue is None and piece.side == "right":
            continue
        used = (piece, *_symbols_beside(piece, above[index + 1 :]))
        words = " ".join(part.text for part in used)
        text = read_number(words[cue.end() :] if cue else words)
        if text:
            sure = is_print(used, text)
            return index, Found(text if sure else "", used), not sure
        if cue is not None and cue_at is None and piece.side != "right":
            cue_at = index
    if cue_at is None:
        return None, NOTHING, False
    scribble = any(map(str.isalnum, _after_cue(above[cue_at])))
    return cue_at, Found("", (above[cue_at],)), scribble


def _after_cue(piece: Piece) -> str:
    cue = NUMBER_CUE.match(piece.folded)
    return piece.text[cue.end() :].partition("/")[0] if cue else ""


def _symbols_beside(piece: Piece, rest: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the piece with the symbols where a wide blank parts them from the digits."""
    if not re.fullmatch(r"\W*\w+\W*\d+\W*", piece.text) or piece.box is None:
        return ()
    for other in rest:
        if other.box is None or other.page != piece.page or not _SYMBOLS.match(other.text):
            continue
        common = min(piece.box.y1, other.box.y1) - max(piece.box.y0, other.box.y0)
        if common > 0.5 * min(piece.height, other.height):
            return (other,)
    return ()


def is_print(pieces: Sequence[Piece], number: str) -> bool:
    """Whether the digits were read surely enough; text without words is what somebody typed."""
    words = [word for piece in pieces for word in piece.words]
    if not words:
        return True
    digits = re.split(r"[/-]", number)[0]
    tight = [word for word in words if digits in "".join(word.text.split())]
    least = min((word.confidence for word in tight), default=0.0)
    apart = tight and not re.search(rf"{digits}\W?[A-ZĐa-z/-]", tight[0].text)
    return least >= (_FILLED_IN if apart else _PRINT)


def read_number(text: str) -> str:
    """Return the document number in ``text`` ("28/KH-UBND", "45-KH/TU"), "" where it has none.

    Blanks inside are taken out, and a lost slash is put back before an official abbreviation of a
    type, where nothing else can stand.
    """
    tight = "".join(map(_plain, "".join(text.split())))
    tight = _STOPPED.sub(r"\g<k>-", tight, count=1)
    if party := _PARTY_NUMBER.match(tight):
        return f"{party['n']}-{party['s']}"
    match = _STATE_NUMBER.match(tight) or _LETTER_NUMBER.match(tight)
    return f"{match['n']}/{_symbols(match['s'])}" if match else ""


def _plain(char: str) -> str:
    """Take the mark off a letter: a number's symbols have none but that of Đ."""
    if char in "–—":
        return "-"
    if char in "Đđ" or not char.isalpha():
        return char
    return fold(char).upper() if char.isupper() else fold(char)


def _symbols(text: str) -> str:
    """Cut what was read on behind the symbols: a place in small letters, end marks."""
    return re.sub(rf"(?<=[A-ZĐ0-9])[A-ZĐ][{LOWER}](?!-?[A-ZĐ]{{2}}).*$", "", text).rstrip(".-")
