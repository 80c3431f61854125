"""What a heading names by its first noun: "Địa bàn thực hiện" a place, not who carries out.

A Vietnamese heading begins with the noun that it is about, and what follows narrows it. So the
first words decide also for headings that no catalogue lists: "Hạn xử lý" is a time, "Bộ phận đảm
nhiệm" an office in charge. Offices lead or take part; their modifiers tell ("… cùng tham gia").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from rapidfuzz import fuzz

from pipeline.fields import catalogue as c

_OFFICE = "office"
_ALIKE = 84.0  # ratio of rapidfuzz: one wrong letter in six or seven; shorter nouns must be exact
_WORD_ALIKE = 60.0  # the same of each of its words: "han thuc hien" is not "noi thuc hien"
_SHORT = 5  # letters; "noi", "lich", "ngay" are too near to other words to be guessed at

# Words before the noun that do not change what the column holds.
_OPENERS = re.compile(
    r"^(?:(?:cac|nhung|du kien|mot so|ten|danh muc|tong hop|bang|loai|nhom|yeu cau(?: ve)?|so lieu"
    r"|chi tiet|cu the)\s+)+(?=\S)"
)


def _nouns(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("|"))


_HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    c.DEADLINE: _nouns(
        """thoi gian | thoi han | thoi diem | tien do | han chot | han xu ly | han nop
        | han hoan thanh | han xong | han bao cao | han thuc hien | tan suat | lo trinh
        | ky han | lich | moc | thang | tuan | ngay | quy thuc hien | ke hoach thoi gian
        | han cuoi | han trinh | thoi luong | dip | bao gio | khi nao | tien hanh"""
    ),
    c.RESULT: _nouns(
        """ket qua | san pham | dau ra | minh chung | ho so minh chung | hinh thuc san pham
        | yeu cau | can dat | phai dat | ho so ket qua | ho so san pham | khoi luong
        | muc phan dau | muc can dat | van ban dau ra | quy mo ket qua | quy mo chi so
        | quy mo dau ra | chi so dau ra | chi so ket qua
        | quy mo san pham | thanh pham | tai lieu dau ra"""
    ),
    c.CONTENT: _nouns(
        """noi dung | nhiem vu | cong viec | hoat dong | giai phap | dau viec | viec | chuyen de
        | buoc thuc hien | buoc tien hanh | phan viec | hang muc | bien phap | chu truong
        | cong tac | de an | chuong trinh | chu de | su kien | hoi nghi | hoi thi | lop | mo hinh
        | cong trinh | phong trao | chuyen muc | van ban quy pham | tthc | thu tuc hanh chinh
        | thu tuc | quy trinh"""
    ),
    c.LEAD: _nouns(
        """phan cong | trach nhiem | phu trach | dam nhiem | giao nhiem vu | dau moi | giao cho
        | chiu trach nhiem | dam nhan | giao don vi | giao co quan | dam trach | ai lam
        | ai thuc hien | ai phu trach | ai chiu trach nhiem"""
    ),
    c.COORDINATING: _nouns("thanh phan tham gia | luc luong tham gia"),
    c.EXTRA: _nouns(
        """kinh phi | du toan | du tru | nguon | ghi chu | dia diem | dia ban | noi | doi tuong
        | can cu | co so phap ly | co so thuc hien | dieu kien | hinh thuc | phuong thuc
        | phuong tien | phuong phap | lanh dao | cap trinh | cap phe duyet | cap co tham quyen
        | cap ban hanh | muc do | tinh trang | quy mo | van ban lien quan | van ban giao
        | ty le | thanh phan | tong so | dinh muc | don gia | thanh tien | kho khan | kien nghi
        | hien trang | diem | dieu chinh | bo sung"""
    ),
    _OFFICE: _nouns(
        """don vi | co quan | bo phan | ca nhan | nguoi | phong | ban | khoa | to chuc | to | chi bo
        | cap uy | can bo | cong chuc | dong chi | giao vien | luc luong | nganh | so | dia phuong
        | doan the | chi doan | hoi | nhan su | chu the | thanh vien | uy vien | xa | truong"""
    ),
}
_PART = _nouns("cung | tham gia | ho tro | lien quan | lien ket")
_CHARGE = _nouns(
    """thuc hien | dam nhiem | dam nhan | phu trach | trach nhiem | duoc giao | duoc phan cong
    | phan cong | dau moi | tham muu | thuong truc | soan thao | trien khai | xay dung | xu ly
    | chuan bi | chinh | dam trach | thu ly | dam duong"""
)
# Who looks on, decides or receives neither leads nor takes part.
_WATCH = _nouns(
    """theo doi | chi dao | giam sat | kiem tra | tham dinh | tham tra | phe duyet | duyet
    | ban hanh | tiep nhan | trinh | thu huong | huong loi | nhan | quan ly"""
)
_Nouns = Sequence[tuple[str, str]]
_ORDERED: Final[_Nouns] = sorted(
    ((noun, field) for field, nouns in _HEADS.items() for noun in nouns),
    key=lambda pair: -len(pair[0]),
)
_LONG_NOUNS = [pair for pair in _ORDERED if len(pair[0]) > _SHORT]
_SHORT_NOUNS = [pair for pair in _ORDERED if len(pair[0]) <= _SHORT]


def head_field(folded: str) -> tuple[str, float]:
    """Return the field that the first noun of a folded heading names, and how surely (0-1).

    ("", 0.0) where it names none, or an office of which nothing tells what it does ("Đơn vị").
    """
    words = _OPENERS.sub("", folded.strip())
    found = (
        _exact(words, _LONG_NOUNS) or _misread(words, _LONG_NOUNS) or _exact(words, _SHORT_NOUNS)
    )
    if found is None:
        return "", 0.0
    noun, field, sure = found
    return _office(words[len(noun) :].split()) if field == _OFFICE else (field, sure)


def _exact(words: str, nouns: _Nouns) -> tuple[str, str, float] | None:
    for noun, field in nouns:
        if words == noun or words.startswith((noun + " ", noun + "/")):
            return noun, field, 1.0
    return None


def _misread(words: str, nouns: _Nouns) -> tuple[str, str, float] | None:
    first = re.split(r"[\s/]+", words)
    ratio, noun, field = max((_alike(first, noun.split()), noun, field) for noun, field in nouns)
    return (noun, field, ratio / 100) if ratio else None


def _alike(said: Sequence[str], phrase: Sequence[str]) -> float:
    """Return how near the words at the start of ``said`` come to ``phrase``; 0: not near."""
    near = said[: len(phrase)]
    if len(near) < len(phrase):
        return 0.0
    if any(fuzz.ratio(a, b) < _WORD_ALIKE for a, b in zip(near, phrase, strict=True)):
        return 0.0
    ratio = fuzz.ratio(" ".join(near), " ".join(phrase))
    return ratio if ratio >= _ALIKE else 0.0


def _office(rest: Sequence[str]) -> tuple[str, float]:
    """Return the role that an office's modifiers give it."""
    for modifiers, field in ((_PART, c.COORDINATING), (_CHARGE, c.LEAD), (_WATCH, c.EXTRA)):
        if any(_within(rest, modifier) for modifier in modifiers):
            return field, 0.97
    return "", 0.0


def _within(rest: Sequence[str], modifier: str) -> bool:
    phrase = modifier.split()
    starts = range(len(rest) - len(phrase) + 1)
    if len(modifier) <= _SHORT:
        return any(list(rest[i : i + len(phrase)]) == phrase for i in starts)
    return any(_alike(rest[i:], phrase) for i in starts)
