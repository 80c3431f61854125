"""The letters behind the digits of a document number: a closed vocabulary, so they can be mended.

"61/2018/ND-CP" has lost a mark, "63/2010/NP-CP" was read so; both are "NĐ-CP". Digits stay.
"""

from __future__ import annotations

import re
from typing import Final

# Kinds of documents: Decree 30/2020/NĐ-CP, appendix III, and those of laws, decrees, circulars.
_KINDS = """
    NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB SY TrS
    SL NĐ TT TTLT NQLT QH PL LCT KL CV VBHN
"""
# Who issues them: state bodies, ministries, departments and party bodies, as in the codes of the
# corpora (each at least five times) and in what decree 30 says of their names.
_ISSUERS = """
    CP TTg CTN UBTVQH UBND HĐND UB MTTQ UBMTTQ BCĐ HĐTĐ TW TU HU ĐU TWĐTN LĐLĐ TLĐ BTV
    BTC BYT BKHCN NHNN BCA BTP BNNPTNT BNNMT BGTVT BLĐTBXH BGDĐT BQP BNV BTNMT BTTTT BCT BVHTTDL BXD
    BNG BKHĐT BDTTG UBDT TTCP VPCP VPQH VKSNDTC TANDTC HĐTP KTNN BHXH BHXHVN TTXVN VTV
    SNV STC SYT SGDĐT SLĐTBXH SNNPTNT SNN SNNMT SGTVT STNMT STTTT SCT SVHTTDL SXD SKHĐT SKHCN STP
    VP VPUBND TTr CAT CATP CAH CQĐP
"""
CODES: Final = frozenset(_KINDS.split()) | frozenset(_ISSUERS.split())

# What readers of other languages take Đ and Q for, in the seeds and the printed lines.
_SEEN: Final = {"Đ": "[ĐÐDPB]", "Q": "[Q0O]"}
# Behind the number, and in party documents behind a dash: "61/2018/NĐ-CP", "21-NQ/TW".
_SUFFIX = re.compile(
    r"(?<=\d[/-])(?!\d+[/-])[0-9A-ZĐÐ&][A-Za-z0-9ĐÐđ&]*(?:[-–/][A-ZĐÐ][A-Za-z0-9ĐÐđ&]*)*"
)
_ASSEMBLY = re.compile(r"[Q0O]H(?=1[0-9]$)")  # laws of the National Assembly, terms 10-19
_PART = re.compile(r"[A-Za-z0-9ĐÐđ&]+")


def _alone() -> dict[str, str]:
    """Return the codes by their letters without marks, those only that no other code shares."""
    found: dict[str, list[str]] = {}
    for code in sorted(CODES):
        found.setdefault(code.replace("Đ", "D"), []).append(code)
    return {bare: codes[0] for bare, codes in found.items() if len(codes) == 1}


_BY_BARE: Final = _alone()
_BY_LOOKS: Final = tuple(
    (re.compile("".join(_SEEN.get(letter, letter) for letter in code)), code)
    for code in sorted(CODES)
    if _SEEN.keys() & set(code)
)


def mended_code(text: str, garbled: bool) -> str:
    """Return a document number with the letters of its codes put right, everything else as it is.

    garbled   letters may have been taken for others, not only have lost their marks.

    >>> mended_code("61/2018/ND-CP;", False), mended_code("1085/0D-TTg", True)
    ('61/2018/NĐ-CP;', '1085/QĐ-TTg')
    >>> mended_code("84/2015/0H13", True), mended_code("21-NO/TW", True)
    ('84/2015/QH13', '21-NQ/TW')
    >>> mended_code("12/HD-UBND", True), mended_code("3/4", True), mended_code("2021-2025", True)
    ('12/HD-UBND', '3/4', '2021-2025')
    """
    return _SUFFIX.sub(lambda suffix: _mended(suffix[0], garbled), text)


def _mended(suffix: str, garbled: bool) -> str:
    return suffix if suffix.isdigit() else _PART.sub(lambda part: _code(part[0], garbled), suffix)


def _code(part: str, garbled: bool) -> str:
    """Return the one code that ``part`` may be, ``part`` itself where there is none or several."""
    if part in CODES:
        return part
    if garbled and _ASSEMBLY.match(part):
        return "QH" + part[2:]
    known = _BY_BARE.get(part.replace("Đ", "D"))
    if known is not None or not garbled:
        return known or part
    alike = [code for looks, code in _BY_LOOKS if looks.fullmatch(part)]
    return alike[0] if len(alike) == 1 else part
