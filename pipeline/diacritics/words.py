"""Running text as the words that the language model knows, and the spelling they are in."""

from __future__ import annotations

import re
import unicodedata

NUMBER = "0"  # every number, date and percentage is this one word
STOP = "."  # end of a sentence or of an entry
COMMA = ","
START = "<s>"
UNKNOWN = "<unk>"
BAR = "|"  # between the columns of a table that was read as text: nothing is heard across it
END = "\n"  # a text ends with its line though no sign says so, and another begins
AGAIN = "\r"  # another begins behind a sign
SPECIAL = (UNKNOWN, START, STOP, NUMBER, COMMA)

_TOKEN = re.compile(r"\d+(?:[.,/:-]\d+)*|[^\W\d_]+|[.;:!?]|,")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _toned(vowels: str) -> str:
    every = [vowel + tone for vowel in vowels for tone in _TONES]
    return unicodedata.normalize("NFC", "".join(every))


# "hoá", "thuỷ" and "khoẻ" are "hóa", "thủy" and "khỏe": in open oa, oe and uy one spelling puts
# the tone on the second vowel, the other on the first. "Quý" has its u with the q.
_SECOND = re.compile(rf"(?<![qQ])([oOuU])([{_toned('aAeEyY')}])(?![^\W\d_])")
_FIRST = re.compile(rf"(?<![qQ])([{_toned('oOuU')}])([aAeEyY])(?![^\W\d_])")
_PAIRS = {"oa", "oe", "uy"}


def tone_first(text: str) -> str:
    """Return NFC text with the tone of open oa, oe and uy on the first vowel.

    >>> tone_first("Thuỷ lợi hoá, quý")
    'Thủy lợi hóa, quý'
    """
    return _SECOND.sub(_moved, text)


def tone_second(text: str) -> str:
    """Return NFC text with the tone of open oa, oe and uy on the second vowel."""
    return _FIRST.sub(_moved, text)


def _moved(match: re.Match[str]) -> str:
    """Move the tone of two vowels from the one that bears it to the other."""
    first, second = (unicodedata.normalize("NFD", match[i]) for i in (1, 2))
    if (first[0] + second[0]).lower() not in _PAIRS:
        return match[0]
    return unicodedata.normalize("NFC", first[0] + second[1:] + second[0] + first[1:])


def tokens_of(text: str) -> list[str]:
    """Return the words of NFC text as they are written, numbers, and signs that end a sentence."""
    return _TOKEN.findall(text if text.isascii() else tone_first(text))


def class_of(token: str) -> str:
    """Return the word that stands for a token in the language model.

    >>> [class_of(token) for token in tokens_of("Nghị định số 61/2018/NĐ-CP;")]
    ['nghị', 'định', 'số', '0', 'nđ', 'cp', '.']
    """
    if token[0].isdigit():
        return NUMBER
    if token[0].isalpha():
        return token.lower()
    return COMMA if token == COMMA else STOP
