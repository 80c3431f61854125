"""What a column contains, as a witness for its field beside its heading."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from pipeline.fields import catalogue as c
from pipeline.fields.deadlines import parse_deadline
from pipeline.fields.indicators import find_indicators
from pipeline.fields.plain import normalise
from pipeline.fields.unit_names import looks_like_unit
from pipeline.types.folding import fold

_NUMBERING = re.compile(r"[\divxlc]{1,5}(?:[.,]\d{1,2})*[.)]?|[a-zđ][.)]|-|\d+[a-z]")
_AMOUNT = re.compile(r"(?:≥|>|<|≤|=|tren|duoi|it nhat|toi thieu|khong qua|tang|giam|dat|tu|\s)*")
_NUMBER = re.compile(r"[\d.,]+(?:\s*[-/]\s*[\d.,]+)?\s*%?")
_UNIT = re.compile(
    r"%|‰|nguoi|ho|xa|ha|km|tan|ta|m2|m3|lop|luot|mo hinh|co so|ty dong|trieu dong|don vi|gio|ngay"
    r"|diem|ca|mau|chuoi|bac|thu hang|van ban|truong|tram|giuong|san pham|\w+/[\w. ]+|thon|ky|cuoc"
)
_PRODUCT = re.compile(
    r"[-+\s]*(?:cac\s+)?(?:ke hoach|bao cao|quyet dinh|van ban|nghi quyet|to trinh|de an|thong bao"
    r"|danh muc|bien ban|chuong trinh|ho so|quy che|huong dan|cong van|hoi nghi|phuong an|ket luan"
    r"|giay|bang|du thao|\d+%|\d+\s+\w+|ty le|tai lieu|ket qua)\b"
)
_VERB = re.compile(
    r"[-+\s]*(?:xay dung|ban hanh|trien khai|to chuc|thuc hien|ra soat|kiem tra|tiep tuc|tham muu"
    r"|tang cuong|phoi hop|tuyen truyen|theo doi|tong hop|danh gia|nang cao|day manh|hoan thien"
    r"|cap nhat|dau tu|ho tro|huong dan|bao dam|dam bao|quan ly|lap|cong khai|dao tao|boi duong"
    r"|tap huan|giam sat|xu ly|tiep nhan|khao sat|bao cao|duy tri|phat trien|van dong|mo|lay|cu)\b"
)
_ROLES = re.compile(r"\b(?:chu tri|phoi hop|dau moi)\b")
_PRODUCTS = 0.7  # how well a column of names of papers fits as results, however short they are
_LONG = 40  # characters; a cell of units or of a deadline is rarely longer on average


def column_witness(cells: Sequence[str]) -> dict[str, float]:
    """Return field → how well ``cells`` fit it, 0-1; empty when there is nothing to judge.

    Only the filled cells count; a header's words must not be among them.
    """
    texts = [normalise(cell) for cell in cells]
    texts = [text for text in texts if re.search(r"\w|%", text)]
    if not texts:
        return {}
    folded = [fold(text) for text in texts]
    crosses = set(folded) == {"x"}  # in a drawn schedule, not the tenth
    numbering = 0.0 if crosses else _share(folded, lambda t: bool(_NUMBERING.fullmatch(t)))
    amount = _share(folded, _is_amount)
    units = sum(_is_unit(t) for t in texts) / len(texts)
    deadline = sum(_is_deadline(t) for t in texts) / len(texts)
    mean = sum(map(len, texts)) / len(texts)
    wordy = min(mean / (2 * _LONG), 1.0) * (1 - deadline) * (1 - units * 0.7)
    product = _share(folded, lambda t: _PRODUCT.match(t) is not None)
    counted = sum(mean < _LONG and bool(find_indicators(t)) for t in texts) / len(texts)
    verb = _share(folded, lambda t: _VERB.match(t) is not None)
    both = _share(folded, lambda t: _ROLES.search(t) is not None)
    measure = _share(folded, lambda t: _UNIT.fullmatch(t) is not None)
    return {
        c.NO: numbering * _rising(folded),
        c.CONTENT: wordy * (0.6 + 0.4 * verb) * (1 - 0.5 * product * (1 - verb)),
        c.RESULT: max(
            wordy * (0.5 + 0.5 * product) * (1 - 0.5 * verb),
            _PRODUCTS * max(product, counted) * (1 - verb),
        ),
        c.LEAD: units * (1 - 0.3 * both),
        c.COORDINATING: units * (1 - 0.5 * both) * 0.95,
        c.BOTH: units * min(1.0, 0.3 + both),
        c.DEADLINE: deadline,
        c.START: deadline * 0.9,
        c.END: deadline * 0.9,
        c.INDICATOR_NAME: wordy * 0.7 * (1 - verb),
        c.INDICATOR_UNIT: measure,
        c.INDICATOR_VALUE: amount * (1 - numbering * 0.5 * _rising(folded)),
        c.EXTRA: amount * 0.8,
    }


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(1 for text in texts if test(text)) / len(texts)


def _is_amount(text: str) -> bool:
    prefix = _AMOUNT.match(text)
    return _NUMBER.fullmatch(text, prefix.end() if prefix else 0) is not None


def _is_unit(text: str) -> bool:
    first = text.partition("\n")[0].lstrip("-+ ")
    role = re.match(r"(?:co quan |don vi )?(?:chu tri|phoi hop)\b", fold(first))
    named = looks_like_unit(first) and not re.match(r"\d", first)
    return (named or role is not None) and len(text) < 6 * _LONG


def _is_deadline(text: str) -> bool:
    parsed = parse_deadline(text, 2000)
    vague = {"deadline_unparsed", "deadline_lunar"}.intersection(parsed.flags)
    said = parsed.deadline.kind != "none" and not (parsed.deadline.kind == "on_demand" and vague)
    return said and len(text) < (2 if parsed.deadline.kind == "on_demand" else 3) * _LONG


def _rising(texts: Sequence[str]) -> float:
    """1 for a column that counts 1, 2, 3 …, less for other small numbers."""
    numbers = [int(t.strip(".)")) for t in texts if re.fullmatch(r"\d{1,3}[.)]?", t)]
    if len(numbers) < 2:
        return 0.9
    steps = sum(b - a == 1 or b == 1 for a, b in pairwise(numbers))
    return 0.4 + 0.6 * steps / (len(numbers) - 1)
