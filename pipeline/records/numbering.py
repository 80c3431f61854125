"""Numbers that stand before sections, tasks and points: I, A, 1, 1.1, a), -."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["roman", "upper", "decimal", "lower", "bullet", "none"]

_ROMAN = "(?:X{0,3}(?:IX|IV|V?I{0,3}))"
_DIGITS = {"I": 1, "V": 5, "X": 10}
_LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order in which Vietnamese papers letter their points
_BULLETS = "-–—+*•▪■●○o"

# A number and what closes it. A letter needs its bracket or full stop ("a)", "A."), or a text
# that begins with a word of one letter would lose it; so does a whole number ("12 lớp tập huấn").
_MARKER = re.compile(
    rf"""\s*(?:
        (?P<roman>(?=[IVX]){_ROMAN})\s*[.)/\-–:]\s*
      | (?P<decimal>\d{{1,2}}(?:\.\d{{1,2}})+)\s*[.)]?\s+(?![\d%/])
      | (?P<whole>\d{{1,2}})(?:\s*[.)]\s*(?!\d)|[-–/]\s+(?=[A-ZĐÀ-Ỹ]))
      | (?P<upper>[A-HĐ])\s*[.)]\s+
      | (?P<lower>[a-zđ]\d?)(?:\s*\)\s*|/\s+)
      | (?P<lowerdot>[a-zđ])\.\s+
      | (?P<bullet>[{re.escape(_BULLETS)}])\s+
      | (?P<dash>[-–+•])(?=\w)
    )""",
    re.VERBOSE,
)
_NUMBER_CELL = re.compile(rf"(?P<roman>(?=[IVX]){_ROMAN})|(?P<decimal>\d{{1,3}}(?:\.\d{{1,3}})*)")


@dataclass(frozen=True, slots=True)
class Numbering:
    """A number: its kind, its depth (parts of a decimal number), value of the last part, words."""

    kind: Kind
    depth: int = 1
    value: int = 0
    text: str = ""

    @property
    def level(self) -> tuple[Kind, int]:
        """What numbers of one level have in common."""
        return (self.kind, self.depth)

    @property
    def rank(self) -> float:
        """How deep in an outline numbers of this kind stand; 0 is the top."""
        if self.kind == "bullet":
            return _RANKS[self.kind] + (self.text == "+") / 2
        return _RANKS[self.kind] + (self.depth - 1) / 10


_RANKS: dict[Kind, int] = {
    "upper": 0, "roman": 1, "decimal": 2, "lower": 3, "bullet": 4, "none": 5,
}  # fmt: skip
NONE = Numbering("none")


def parse_number(text: str) -> Numbering:
    """Read the text of a number cell ("I", "1.", "1.2", "a)", "A"); NONE when it is no number."""
    bare = text.strip().strip("()[].:/-– ")
    match = _NUMBER_CELL.fullmatch(bare)
    if match and match["roman"]:
        return Numbering("roman", 1, roman_value(bare), bare)
    if match:
        parts = bare.split(".")
        return Numbering("decimal", len(parts), int(parts[-1]), bare)
    if len(bare) == 1 and bare.lower() in _LETTERS:
        kind: Kind = "upper" if bare.isupper() else "lower"
        return Numbering(kind, 1, _LETTERS.find(bare.lower()) + 1, bare)
    return NONE


def split_marker(text: str) -> tuple[Numbering, str]:
    """Split a paragraph into its number and the rest; (NONE, text) when it bears none."""
    match = _MARKER.match(text)
    if not match or match.end() == 0:
        return NONE, text.strip()
    rest = text[match.end() :].strip()
    groups = {name: value for name, value in match.groupdict().items() if value}
    name, value = next(iter(groups.items()))
    if name in ("bullet", "dash"):
        return Numbering("bullet", 1, 0, value), rest
    if name in ("lower", "lowerdot"):
        return Numbering("lower", 1, _LETTERS.find(value[0]) + 1, value), rest
    return parse_number(value), rest


# A letter with its bracket, or a Roman number before capitals, that OCR took for other signs.
_LETTER_LOST = re.compile(r"\s*(?P<sign>[^\W_]|[€©£¢@°])\s*\)\s*(?=\w)")
_ROMAN_LOST = re.compile(r"\s*(?P<sign>[IVXHLJl1|!¡]{1,5})\s*[.,:]\s*(?=[^\W\d_]{2})")


_ONE_LOST = frozenset("lI|!][iíĨĩ{}¡")
_NUMBER_IN_DIRT = re.compile(r"\W*(\d{1,3}(?:\.\d{1,2})*)\W*\s*[^\w\s]*")


def mended_cell(text: str, previous: Numbering) -> str:
    """Return the text of a task's number cell without dirt, a misread 1 set right.

    A stroke ("l", "]") is 1 only where a 1 may stand: first in its section.
    """
    bare = "".join(text.split())
    if len(bare) == 1 and bare in _ONE_LOST:
        return "1" if previous is NONE else text
    match = _NUMBER_IN_DIRT.fullmatch(text)
    return match[1] if match else text


def split_damaged(text: str, *, loud: bool) -> tuple[Numbering, str]:
    """Split off a number whose sign is not the one printed: value 0, words as read.

    loud   the paragraph is set in capitals, as section titles are.
    """
    if loud and (match := _ROMAN_LOST.match(text)):
        return Numbering("roman", 1, 0, match["sign"]), text[match.end() :].strip()
    if match := _LETTER_LOST.match(text):
        return Numbering("lower", 1, 0, match["sign"]), text[match.end() :].strip()
    return NONE, text.strip()


def letter(value: int) -> str:
    """Return the letter that stands for ``value`` (from 1) in Vietnamese lists."""
    return _LETTERS[value - 1] if 0 < value <= len(_LETTERS) else ""


def letters_value(sign: str) -> int:
    """Return the place of a letter in Vietnamese lists, from 1; 0 for another sign."""
    return _LETTERS.find(sign) + 1


def roman_value(text: str) -> int:
    """Return the value of a Roman number made of I, V and X."""
    digits = [_DIGITS[char] for char in text]
    following = [*digits[1:], 0]
    return sum(d if d >= after else -d for d, after in zip(digits, following, strict=True))


def roman(value: int) -> str:
    """Return ``value`` (1-39) as a Roman number."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (value // 10) + ones[value % 10]


def follows(previous: Numbering, number: Numbering) -> bool:
    """Whether ``number`` may come after ``previous`` on the same level: next, same, or first."""
    return number.value in (previous.value, previous.value + 1, 1)
