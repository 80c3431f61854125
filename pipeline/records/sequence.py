"""Numbers that were misread, set right where the numbers around them leave one choice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from pipeline.records.assemble import Draft
from pipeline.records.numbering import NONE, Kind, Numbering, letter, parse_number, roman
from pipeline.records.sections import ROMAN_LOOKALIKES, mended_number
from pipeline.types.folding import joined

_NO_SIGNS = re.compile(r"[\s.,:;()\[\]/'\"|_+*•…–—-]")  # bullets, dirt and what closes a number
_WITH_LETTER = re.compile(r"\d+[a-zđ]?")  # "3a": put in between, and no misreading
_LOST = ("numbering_gap", "numbering_order")


@dataclass(frozen=True, slots=True)
class SectionNumber:
    """The number of a section row.

    read   words of the row's first cell; ``apart``: that is not the cell of its title.
    flag   "" where it was read, else ``section_no_repaired`` or ``section_no_doubtful``.
    """

    numbering: Numbering
    read: str
    apart: bool
    flag: str = ""


def mended_sections(found: Iterable[SectionNumber]) -> list[SectionNumber]:
    """Set the misread numbers of a table's section rows right, or flag them.

    Strokes for I are mended silently ("Il" after I); another sign ("m" for III) takes the number
    that is due, or the one that alone is missing between its neighbours.
    """
    mended: list[SectionNumber] = []
    last: Numbering | None = None
    for one in found:
        number = mended_number(one.numbering, one.read, last)
        last = last if number is NONE else number
        sure = number == one.numbering or set(_bare(one.read)) <= _STROKES
        mended.append(replace(one, numbering=number, flag="" if sure else "section_no_repaired"))
    odd = [i for i, one in enumerate(mended) if _unreadable_section(one, mended, i)]
    for i in (*odd, *reversed(odd)):
        due = _roman_alike(mended, odd, i)
        if due is not None:
            mended[i] = replace(mended[i], numbering=due, flag="section_no_repaired")
    for i in odd:
        if mended[i].flag:
            continue
        numbers = [one.numbering for one in mended]
        due = _between(numbers[:i], numbers[i + 1 :])
        if due is None and not _bare(mended[i].read if mended[i].apart else ""):
            continue
        flag = f"section_no_{'repaired' if due else 'doubtful'}"
        mended[i] = replace(mended[i], numbering=due or mended[i].numbering, flag=flag)
    return mended


def _roman_alike(
    sections: Sequence[SectionNumber], odd: Sequence[int], at: int
) -> Numbering | None:
    """Return the Roman number due beside a read one, if what was read looks like it: "VIHI"."""
    row = [i for i, s in enumerate(sections) if i in odd or s.numbering.kind == "roman"]
    place = row.index(at)
    shape = _bare(sections[at].read).translate(ROMAN_LOOKALIKES)
    if sections[at].flag or not set(shape) <= set("IVX"):
        return None
    due = [
        number.value + step
        for near, step in ((place - 1, 1), (place + 1, -1))
        if 0 <= near < len(row) and (number := sections[row[near]].numbering).kind == "roman"
    ]
    exact = [value for value in due if value > 0 and shape == roman(value)]
    near_by = due if len(set(due)) == 1 and due[0] > 0 and _nearly(shape, roman(due[0])) else []
    value = next(iter((*exact, *near_by)), None)
    return None if value is None else Numbering("roman", 1, value, roman(value))


def _nearly(shape: str, number: str) -> bool:
    """Whether two are the same up to one stroke of a number of four or more."""
    return shape == number or (len(shape) > _LONG and Levenshtein.distance(shape, number) == 1)


_LONG = 3  # strokes: shorter numbers are one stroke apart from one another
_STROKES = frozenset("IVXlHiíĩĨÍÌ1")


def _unreadable_section(one: SectionNumber, all_: Sequence[SectionNumber], at: int) -> bool:
    """Whether a section's number is none that was read, or a letter among Roman ones."""
    if one.flag:
        return False
    if one.numbering is NONE:
        return True
    if not one.apart:
        return False
    others = {s.numbering.kind for i, s in enumerate(all_) if i != at and s.numbering is not NONE}
    letter_read = one.numbering.kind in ("lower", "upper") and one.numbering.value != 1
    return letter_read and others == {"roman"}


def renumbered(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Set misread numbers of a table's tasks right, or flag them; ``raw`` keeps what was read.

    "Ä" between 7 and 9 is 8, and so is an empty cell there; where the neighbours leave more than
    one choice it stays as it is.
    """
    mended = list(drafts)
    own = [i for i, draft in enumerate(drafts) if "content_carried" not in draft.flags]
    numbers = [_number(drafts[i]) for i in own]
    odd = [at for at, i in enumerate(own) if _is_misread(drafts[i], numbers, at)]
    due = _alike(numbers, {at: _text(drafts[own[at]]) for at in odd})
    for at in odd:
        if at not in due:
            one = _between_rows([drafts[i] for i in own], numbers, at)
            if one is not None:
                due[at] = numbers[at] = one
    for at in odd:
        draft = mended[own[at]]
        if at not in due:
            told = ("no_doubtful",) if _bare(_text(draft)) else ()
            mended[own[at]] = replace(draft, flags=(*draft.flags, *told))
            continue
        words = replace(draft.stated["no"], text=due[at].text)
        stated = {**draft.stated, "no": words}
        mended[own[at]] = replace(draft, stated=stated, flags=(*draft.flags, "no_repaired"))
    for at in {near for one in due for near in (one, one + 1)} & set(range(len(own))):
        draft = mended[own[at]]
        if at and _follows(numbers[at - 1], numbers[at]):
            kept = tuple(flag for flag in draft.flags if flag not in _LOST)
            mended[own[at]] = replace(draft, flags=kept)
    return tuple(mended)


def _is_misread(draft: Draft, numbers: Sequence[Numbering], at: int) -> bool:
    """Whether a number is missing from the row's number cell, or is no number."""
    odd = "no" in draft.stated and _is_odd(numbers, at)
    return odd and not _WITH_LETTER.fullmatch(_bare(_text(draft)))


def _alike(numbers: list[Numbering], odd: Mapping[int, str]) -> dict[int, Numbering]:
    """Return misread numbers that look like the one due beside a neighbour; note them too.

    "I0" behind 9 is 10, and so is "L4" before 15 fourteen: look-alike and order agree.
    """
    due: dict[int, Numbering] = {}
    for at in (*sorted(odd), *sorted(odd, reverse=True)):
        guess = parse_number(_bare(odd[at]).translate(_DIGIT_LIKE))
        if guess.level != _PLAIN or at in due:
            continue
        behind = at > 0 and _follows(numbers[at - 1], guess)
        if behind or (at + 1 < len(numbers) and _follows(guess, numbers[at + 1])):
            due[at] = numbers[at] = guess
    return due


def _between_rows(
    drafts: Sequence[Draft], numbers: Sequence[Numbering], at: int
) -> Numbering | None:
    """Return the number that alone fits between the rows before and after one, None if several."""
    after = numbers[at + 1 : at + 2]
    due = _missing(numbers[at - 1], after[0]) if at and after else None
    first = at == 0 or drafts[at - 1].section != drafts[at].section
    if due is None and first and after and after[0].value == 2 and after[0].level == _PLAIN:
        return (
            Numbering("decimal", 1, 1, "1")
            if drafts[at + 1].section == drafts[at].section
            else None
        )
    return due


_PLAIN: tuple[Kind, int] = ("decimal", 1)
_DIGIT_LIKE = str.maketrans(
    {
        **dict.fromkeys("IlLiíÍìÌĩĨịỊỉỈ!", "1"), **dict.fromkeys("OoÓóÔôQ", "0"),
        **dict.fromkeys("SsŠš", "5"), **dict.fromkeys("BÄäÖö", "8"), **dict.fromkeys("gq", "9"),
        "H": "11", "b": "6", "Z": "2", "z": "2",
    }
)  # fmt: skip


def _is_odd(numbers: Sequence[Numbering], at: int) -> bool:
    """Whether a number is none, or made of letters beside one of digits."""
    number = numbers[at]
    if number is NONE:
        return True
    near = (*numbers[max(at - 1, 0) : at], *numbers[at + 1 : at + 2])
    kinds = {one.kind for one in near if one is not NONE}
    return kinds == {"decimal"} and number.kind in _LETTERED and number.value != 1


_LETTERED = ("lower", "upper", "roman")


def _between(before: Sequence[Numbering], after: Sequence[Numbering]) -> Numbering | None:
    """Return the one number that is missing between the last and next of some level."""
    found = {due.text: due for due in _candidates(before, after)}
    return next(iter(found.values())) if len(found) == 1 else None


def _candidates(before: Sequence[Numbering], after: Sequence[Numbering]) -> Iterator[Numbering]:
    if not before and after and after[0].value == 2 and after[0].kind in ("roman", "upper"):
        yield _numbered(after[0], 1)
    for level in {number.level for number in before if number is not NONE}:
        last = [n for n in before if n.level == level][-1]
        then = next((n for n in after if n.level == level), None)
        due = _missing(last, then) if then is not None else None
        if due is not None:
            yield due


def _missing(last: Numbering, then: Numbering) -> Numbering | None:
    """Return the number between two of one level that lie two apart, None otherwise."""
    same = last is not NONE and last.level == then.level and _head(last) == _head(then)
    return _numbered(last, last.value + 1) if same and then.value == last.value + 2 else None


def _numbered(like: Numbering, value: int) -> Numbering:
    if like.kind == "roman":
        text = roman(value)
    elif like.kind in ("upper", "lower"):
        text = letter(value).upper() if like.kind == "upper" else letter(value)
    else:
        text = f"{_head(like)}{value}"
    return replace(like, value=value, text=text)


def _head(number: Numbering) -> str:
    """Return what stands before the last part of a decimal number: "1." of "1.2"."""
    return number.text[: number.text.rfind(".") + 1] if number.kind == "decimal" else ""


def _follows(number: Numbering, then: Numbering) -> bool:
    return then.level == number.level and then.value == number.value + 1


def _number(draft: Draft) -> Numbering:
    return parse_number(_text(draft))


def _text(draft: Draft) -> str:
    words = draft.stated.get("no")
    return joined(words.text) if words else ""


def _bare(text: str) -> str:
    return _NO_SIGNS.sub("", text)
