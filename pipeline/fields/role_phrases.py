"""Other ways to say who leads and who takes part, put into the words that ``roles`` looks for.

"Sở A (P/h: Sở B)", "Sở A chịu trách nhiệm chính, có sự phối hợp của Sở B", "Sở A chủ trì; Sở B hỗ
trợ" all come to "chủ trì" and "phối hợp".
"""

from __future__ import annotations

import re

from pipeline.fields.unit_names import looks_like_unit
from pipeline.types.folding import fold

_SHORT_ROLES = {"CT": "Chủ trì", "PH": "Phối hợp"}
_BODIES = r"(?:cac )?(?:don vi|co quan|nganh|phong|luc luong|thanh phan)"
_END = r"(?=\s*(?:$|[.;,)\n]))"
# Folded words and what stands for them; where a rule needs a unit behind it, ``_UNIT`` is checked.
_ALWAYS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bp\s?[/.]\s?h(?:op)?\b\.?"), "phối hợp"),
    (re.compile(r"\bc\s?[/.]\s?tri\b"), "chủ trì"),
    (re.compile(r"\(\s*(?:don vi |co quan )?(?:thuc hien )?chinh\s*\)"), "(chủ trì)"),
    (re.compile(r"\bcung (?=phoi hop\b)"), ""),
    (re.compile(r"\b(?:co (?:trach nhiem|nhiem vu)|tich cuc) (?=phoi hop\b)"), ""),
    (re.compile(r"\bchu tri,? cung(?: voi)? (?!phoi)"), "chủ trì, phối hợp với "),
    (re.compile(r",?\s*\b(?:co|voi) su phoi hop (?:chat che )?(?:cua|tu|giua) "), " phối hợp với "),
    (
        re.compile(
            rf"(?<=[,;])\s*{_BODIES}(?:, (?:don vi|co quan))? phoi hop(?: thuc hien)?"
            r"(?:\s*:| gom\b:?| la\b:?)\s*"
        ),
        "\nPhối hợp: ",
    ),
)
_LEADS = re.compile(
    rf"(?<=\S) (?:chiu trach nhiem(?: chinh)?|phu trach chinh|dam nhiem chinh|lam chinh){_END}"
)
_IN_CHARGE = re.compile(
    r"(?<=\S)(?<!tong)(?<!vien)(?<!nguoi)(?<!bo)(?<!dao)(?<!tich) phu trach"
    r"(?=\s*[,;.]?\s*(?:[^;\n]*\bphoi hop\b))"
)
_HELPS = re.compile(
    r"(?<![-–])(?<!quy)(?<!phan)(?<!tam)(?<!phong)(?<!ban)(?<!to) ho tro"
    r"(?: thuc hien)?(?=\s*(?:$|[.;\n]))"
)
_LEADER = re.compile(r"\b(?:chu tri|phu trach|thuc hien|dau moi)\b")
_IN_BRACKETS = re.compile(
    r"[\s;,]*\(\s*phoi hop(?: thuc hien)?(?: voi| cung(?: voi)?)?\s*:?\s+(?P<units>[^()]+)\)"
)
# "Cấp tỉnh: Sở Y tế; Cấp xã: Trạm Y tế": who it is at each level of government.
_OF_LEVEL = (
    r"(?:cap|tuyen) (?:trung uong|bo|tinh|thanh pho|huyen|quan|thi xa|xa, phuong|xa|phuong|thon"
    r"|co so|khu vuc|lien xa|so|truong)"
)
_LEVEL = re.compile(
    rf"(?P<before>^|[;,.\n]|\s(?=\S))[\s+•-]*(?P<label>{_OF_LEVEL}(?:(?:,| va) {_OF_LEVEL})*\s*:)"
    r"\s*(?=\S)"
)
_BARE_LEAD = re.compile(r"(?:^|(?<=\n))(?P<bullet>[\s+*-]*)chu tri(?: thuc hien)?\s+(?=\S)")


def plain_roles(words: str) -> str:
    r"""Return the cell's words with roles said in one way; the units stay as they are.

    >>> plain_roles("Sở Y tế (P/h: Sở Tài chính)")
    'Sở Y tế\nPhối hợp: Sở Tài chính'
    """
    words = _without_levels(_with_short_labels(words))
    for pattern, instead in _ALWAYS:
        words = _replaced(words, pattern, instead)
    words = _replaced(words, _LEADS, " chủ trì")
    words = _replaced(words, _IN_CHARGE, " chủ trì")
    if _LEADER.search(fold(words)):
        words = _replaced(words, _HELPS, " phối hợp")
    return _with_bare_lead(_without_brackets(words))


def _replaced(words: str, pattern: re.Pattern[str], instead: str) -> str:
    """Put ``instead`` for what ``pattern`` matches in the folded words."""
    for match in reversed(list(pattern.finditer(fold(words)))):
        words = f"{words[: match.start()]}{instead}{words[match.end() :]}"
    return words


def _without_levels(words: str) -> str:
    """Cut where the units of another level begin; inside a clause only at a capital."""
    for match in reversed(list(_LEVEL.finditer(fold(words)))):
        if not match["before"].isspace() or words[match.start("label")].isupper():
            words = f"{words[: match.start()]}\n{words[match.end() :]}".lstrip("\n")
    return words


def _with_short_labels(words: str) -> str:
    """Write "CT:" and "PH:" out, "(CT)" and "(PH)" too, where both stand in the text."""
    if all(re.search(rf"\b{short}\s*[:)]", words) for short in _SHORT_ROLES):
        for short, role in _SHORT_ROLES.items():
            words = re.sub(rf"\b{short}(?=\s*[:)])", role, words)
    return re.sub(r"\bPH(?=\s*:)", "Phối hợp", words)


def _without_brackets(words: str) -> str:
    """Give those who take part in brackets a line of their own: "Sở A (phối hợp với Sở B)"."""
    for match in reversed(list(_IN_BRACKETS.finditer(fold(words)))):
        units = words[slice(*match.span("units"))]
        if looks_like_unit(units.strip()):
            rest = words[match.end() :].lstrip(" ,;.")
            words = f"{words[: match.start()]}\nPhối hợp: {units}" + (f"\n{rest}" if rest else "")
    return words


def _with_bare_lead(words: str) -> str:
    """Give "Chủ trì Sở A, phối hợp Sở B" its colon."""
    for match in reversed(list(_BARE_LEAD.finditer(fold(words)))):
        rest = words[match.end() :]
        if rest[:1].isupper() and looks_like_unit(rest):
            head = words[: match.end("bullet")]
            words = f"{head}Chủ trì: {rest}"
    return words
