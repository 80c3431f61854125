"""What stands in cells and heads of plans besides words: numbers, days, codes, addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pipeline.train.recogniser.alphabet import DIGITS, LATIN, MARKED
from pipeline.train.recogniser.handwriting import by_hand
from pipeline.train.synth.dice import Dice


def _words(text: str) -> list[str]:
    return text.split()


_ONSETS: Final = _words("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")
_ENDS: Final = ["", "", "", "c", "ch", "i", "m", "n", "ng", "nh", "o", "p", "t", "u", "y", "a"]
_KINDS: Final = _words("KH QĐ BC CV TB CT NQ TTr HD UBND HĐND NĐ TT PA GM KL QH")
_OFFICES: Final = _words(
    "UBND HĐND BCĐ SYT STC SNV BTC BNV CP TTg BYT BNN SGDĐT SNN VP TU HU PNV STNMT UB ANTT ATTP "
    "BTNMT BGTVT KGVX TNMT LĐTBXH CCHC VHTT TCKH BNNPTNT BTTTT TĐKT MTTQ"
)
_UNITS: Final = _words(
    "% ‰ km ha m2 m² tấn kg người hộ xã đồng tỷ triệu lượt giờ ngày tháng cm m³ °C tr.đồng hồ_sơ"
)
_PLACES: Final = (
    "Hà Nội", "Quảng Ngãi", "Lâm Đồng", "Nghệ An", "Hải Phòng", "Cà Mau", "Điện Biên", "Huế",
    "Đắk Lắk", "Vĩnh Long", "Thái Nguyên", "Tây Ninh", "Phú Thọ", "Gia Lai", "Đồng Tháp",
)  # fmt: skip
_SIGNS: Final = ".,;:()/-%+–“”\"&=_<>*'…[]?!"
_BULLETS: Final = ("-", "+", "*", "•", "–", "a)", "b)", "c)", "d)", "đ)", "e)", "→", "□")
_SITES: Final = _words("chinhphu baochinhphu dichvucong vbpl moh monre mard thuvienphapluat csdl")
_ROMAN: Final = _words("I II III IV V VI VII VIII IX X XI XII XIII XIV XV")


def _digits(dice: Dice, least: int, most: int) -> str:
    return "".join(dice.pick(DIGITS) for _ in range(dice.between(least, most)))


def number(dice: Dice) -> str:
    """Return a number as plans write them: 12, 07, 1.250, 3,5, 2-3, ≥ 95."""
    low, high = str(dice.between(1, 30)), str(dice.between(2, 99))
    sign = dice.pick((">", "<", "≥", "≤", "≥ ", "≤ ", "±", "+", "= "))
    forms = (
        str(dice.between(0, 9)),
        high,
        high,
        f"{dice.between(1, 999)}.{_digits(dice, 3, 3)}{dice.pick(('', '', '.000'))}",
        f"{high},{_digits(dice, 1, 2)}",
        low + dice.pick(("-", "–", "÷", " - ", "/", "x")) + high,
        f"{sign}{dice.between(1, 100)}",
        f"0{dice.between(1, 9)}",
        _digits(dice, 2, 7),
    )
    return dice.pick(forms)


def quantity(dice: Dice) -> str:
    """Return a number with its unit."""
    gap = dice.pick(("", "", " "))
    return f"{number(dice)}{gap}{dice.pick(_UNITS).replace('_', ' ')}"


def share(dice: Dice) -> str:
    """Return a percentage."""
    text = f"{dice.between(1, 100)}" + dice.pick(("", "", f",{dice.between(0, 9)}"))
    return (
        dice.pick(("", "", "", "≥", "trên ", "đạt ", ">", "≥ ", "≤ "))
        + text
        + dice.pick(("%", "%", " %", "‰"))
    )


def day(dice: Dice) -> str:
    """Return a day, month, quarter or year."""
    d, m, y = dice.between(1, 31), dice.between(1, 12), dice.between(1994, 2031)
    roman = dice.pick(_ROMAN[:4])
    return dice.pick(
        (
            f"{d:02}/{m:02}/{y}",
            f"{d}/{m}/{y}",
            f"{d}/{m}",
            f"{m:02}/{y}",
            f"ngày {d:02} tháng {m:02} năm {y}",
            f"Tháng {m}/{y}",
            f"tháng {m}",
            f"Quý {roman}/{y}",
            f"Quý {roman}",
            f"quý {roman} - {dice.pick(_ROMAN[:4])}",
            f"{y}",
            f"Năm {y}",
            f"{y}-{y + 1}",
            f"{y}-{y + 5}",
            f"Trước {d}/{m}",
            f"Trước ngày {d:02}/{m:02}/{y}",
            f"{dice.between(0, 23)}h{dice.between(0, 59):02}",
        )
    )


def code(dice: Dice) -> str:
    """Return the number and sign of a document."""
    kind, office = dice.pick(_KINDS), dice.pick(_OFFICES)
    start = dice.pick(
        (f"{dice.between(1, 3999)}/", f"{dice.between(1, 999):02}/", "Số: ", "/", "Số:")
    )
    year = f"{dice.between(2005, 2030)}/" if dice.chance(0.35) else ""
    return f"{start}{year}{kind}-{office}" + (f"-{dice.pick(_OFFICES)}" if dice.chance(0.2) else "")


def filled_form(dice: Dice) -> str:
    """Return the number or the day of a document, whose blanks are filled in by hand."""
    d, m, y = dice.between(1, 31), dice.between(1, 12), dice.between(2005, 2030)
    kind, office = dice.pick(_KINDS), dice.pick(_OFFICES)
    number = by_hand(dice.pick((f"{dice.between(1, 99):02}", f"{dice.between(1, 4999)}")))
    day = by_hand(dice.pick((f"{d:02}", f"{d}")))
    month = dice.pick((by_hand(f"{m:02}"), by_hand(f"{m}"), f"{m:02}", f"{m}"))
    gap = dice.pick(("", " "))
    place = dice.pick(_PLACES) + ", " if dice.chance(0.7) else ""
    return dice.pick(
        (
            f"Số:{dice.pick(('', ' '))}{number}{gap}/{kind}-{office}",
            f"{place}ngày {day} tháng {month} năm {y}",
            f"{place}ngày {day} tháng {month} năm {by_hand(str(y))}",
            f"số {number}{gap}/{kind}-{office} ngày {day}/{by_hand(f'{m:02}')}/{y}",
            f"Số: {number}",
        )
    )


def address(dice: Dice) -> str:
    """Return a web site or mail address."""
    name = dice.pick(
        (dice.pick(_SITES), "".join(dice.pick(LATIN) for _ in range(dice.between(3, 9))))
    )
    host = f"{name}.{dice.pick(('gov.vn', 'vn', 'com.vn', 'edu.vn', 'com'))}"
    return dice.pick(
        (f"https://{host}", f"www.{host}", f"{name}@{host}", host, f"http://{host}/{name}")
    )


def head(dice: Dice) -> str:
    """Return what begins an item: I., 1.2., a), -."""
    a, b, c = dice.between(1, 30), dice.between(1, 12), dice.between(1, 9)
    return dice.pick(
        (
            f"{dice.pick(_ROMAN)}.",
            f"{dice.pick(_ROMAN)}",
            f"{a}.",
            f"{a}",
            f"{a}.{b}",
            f"{a}.{b}.",
            f"{a}.{b}.{c}",
            f"{a})",
            dice.pick(_BULLETS),
            dice.pick(_BULLETS),
            f"({a})",
            f"[{a}]",
        )
    )


def invented(dice: Dice) -> str:
    """Return a word around a letter drawn evenly: no letter of the alphabet stays unseen."""
    letter = dice.pick(MARKED)
    word = dice.pick(_ONSETS) * dice.chance(0.85) + letter + dice.pick(_ENDS)
    return dice.pick((word, word, word.capitalize(), word.upper()))


def initials(dice: Dice) -> str:
    """Return capitals: an abbreviation, or two letters of a file's mark."""
    if dice.chance(0.5):
        return dice.pick((*_OFFICES, *_KINDS)) + dice.pick(("", "", ";", ",", ".", ":"))
    return "".join(dice.pick(LATIN.upper() + "Đ") for _ in range(dice.between(2, 5)))


def string(dice: Dice) -> str:
    """Return letters, digits and signs without sense, as tables of codes hold them."""
    pool = dice.pick((LATIN, LATIN.upper(), DIGITS + ".,", DIGITS + LATIN.upper(), _SIGNS))
    return "".join(dice.pick(pool) for _ in range(dice.between(1, 6)))


FRAGMENTS: Final[dict[Callable[[Dice], str], float]] = {
    number: 3,
    quantity: 1.5,
    share: 1.5,
    day: 4,
    code: 3,
    address: 0.8,
    head: 2,
    invented: 4,
    initials: 1.5,
    string: 0.8,
}


def fragment(dice: Dice) -> str:
    """Return one fragment of any sort."""
    return dice.weighted(FRAGMENTS)(dice)
