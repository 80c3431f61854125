"""Vietnamese text in the font encodings of before Unicode: TCVN3 (".VnTime") and VNI ("VNI-Times").

Such text arrives as the Latin-1 characters of its bytes: "ñy ban nh©n d©n", "uûy ban nhaân daân".
TCVN3 is TCVN 5712:1993, part VN3; its capitals with marks are the small letters in fonts whose
names end in H. VNI writes a letter and, behind it, its marks. No library that is kept converts both
in full: viparse 0.1.31 lacks ẳ in VNI and the capitals of TCVN3.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final, Literal

from pipeline.types.syllable import is_syllable, spelling

Encoding = Literal["tcvn3", "vni"]

_SAMPLE = 20_000  # characters that are looked at
_FEWEST = 12  # words; fewer say nothing of an encoding that the font's name does not tell
_READS = 0.8  # share of well-formed syllables from which a conversion is right; plans have 0.99
_BETTER = (
    0.15  # by which it must beat the text as it is: OCR in the wrong language gains under 0.05
)

_TCVN3_SMALL = (
    "¨ă©âªê«ô¬ơ\u00adư®đµà¸á¶ả·ã¹ạ»ằ¾ắ¼ẳ½ẵÆặÇầÊấÈẩÉẫËậÌèÐéÎẻÏẽÑẹÒềÕếÓểÔễÖệ"
    "×ìÝíØỉÜĩÞịßòãóáỏâõäọåồèốæổçỗéộêờíớëởìỡîợïùóúñủòũôụõừøứöử÷ữùựúỳýýûỷüỹþỵ"
)
_TCVN3_CAPITAL = "¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ"
_TCVN3: Final = {
    ord(code): letter
    for table in (_TCVN3_SMALL, _TCVN3_CAPITAL)
    for code, letter in zip(table[::2], table[1::2], strict=True)
}

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_TONES = {"ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_CIRCUMFLEX = {"â": "", "à": _GRAVE, "á": _ACUTE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_BREVE = {"ê": "", "è": _GRAVE, "é": _ACUTE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_ALONE = {"ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ô": "ơ", "ö": "ư"}


def _vni() -> dict[str, str]:
    """Return what stands for each letter in VNI: a letter with marks behind it, or one sign."""
    table = dict(_ALONE)
    for base in "aeiouy":
        table |= {base + sign: base + tone for sign, tone in _TONES.items()}
    for sign, letter in (("ô", "ơ"), ("ö", "ư")):
        table |= {sign + mark: letter + tone for mark, tone in _TONES.items()}
    for base, letter in (("a", "â"), ("e", "ê"), ("o", "ô")):
        table |= {base + mark: letter + tone for mark, tone in _CIRCUMFLEX.items()}
    table |= {"a" + mark: "ă" + tone for mark, tone in _BREVE.items()}
    capitals = {code.upper(): letter.upper() for code, letter in table.items()}
    # The marks of a capital may be small ones.
    mixed = {
        code[0].upper() + code[1]: letter.upper() for code, letter in table.items() if code[1:]
    }
    return {
        code: unicodedata.normalize("NFC", letter)
        for code, letter in (table | capitals | mixed).items()
    }


_VNI: Final = _vni()
_VNI_CODE: Final = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))

_FONT: Final = re.compile(r"(?:[A-Z]{6}\+)?(?:(?P<tcvn3>\.Vn[A-Z])|(?P<vni>VNI[-_ ]?[A-Z0-9]))")
_ASCII_LETTER = re.compile(r"[A-Za-z]")
_SPACES = re.compile(r"(\s+)")
_AROUND = ".,;:()\"'"


def encoding_of_font(name: str) -> Encoding | None:
    """Return the encoding that fonts of such a name have.

    >>> [encoding_of_font(name) for name in ("ABCDEF+.VnTimeH", "VNI-Times", "TimesNewRoman")]
    ['tcvn3', 'vni', None]
    """
    found = _FONT.match(name)
    if found is None:
        return None
    return "tcvn3" if found["tcvn3"] else "vni"


def draws_capitals(name: str) -> bool:
    """Whether a font of TCVN3 draws small letters as capitals."""
    return encoding_of_font(name) == "tcvn3" and name.removesuffix(",Bold").endswith("H")


def to_unicode(text: str, encoding: Encoding) -> str:
    """Return text in NFC; words whose Latin letters are all capitals are put in capitals.

    >>> to_unicode("ñy ban nh©n d©n", "tcvn3"), to_unicode("Uûy ban nhaân daân", "vni")
    ('ủy ban nhân dân', 'Ủy ban nhân dân')
    """
    if encoding == "vni":
        said = _VNI_CODE.sub(lambda code: _VNI[code[0]], text)
    else:
        said = "\n".join(map(_of_tcvn3, text.split("\n")))
    return unicodedata.normalize("NFC", said)


def old_fonts(words: Iterable[tuple[str, str]]) -> dict[str, Encoding]:
    """Return the encodings of a page's fonts that are older than Unicode.

    words   of the page, each with the name of its font.
    """
    said: dict[str, list[str]] = {}
    for text, font in words:
        said.setdefault(font, []).append(text)
    found = {
        font: recognise(" ".join(texts), encoding_of_font(font)) for font, texts in said.items()
    }
    return {font: encoding for font, encoding in found.items() if encoding is not None}


def in_unicode(words: Sequence[tuple[str, str]], old: Mapping[str, Encoding]) -> list[str]:
    """Return the texts of words, each with the name of its font, those in old fonts converted."""
    done: list[str] = []
    for font, run in groupby(words, key=itemgetter(1)):
        text = " ".join(text for text, _ in run)
        if font in old:
            text = to_unicode(text, old[font])
            text = text.upper() if draws_capitals(font) else text
        done += text.split(" ")
    return done


def recognise(text: str, hint: Encoding | None = None) -> Encoding | None:
    """Return the encoding that the words of a text are in, None: Unicode, or none that is known.

    hint   what the name of its font says: then a word is enough, if it reads better converted.
    """
    sample = text[:_SAMPLE]
    if sample.isascii():
        return None
    own = spelling(sample)
    for encoding in (hint,) if hint else _ENCODINGS:
        read = spelling(to_unicode(sample, encoding))
        gain = read.syllable_share - own.syllable_share
        if hint and read.words and gain >= 0 and read.marked_share > own.marked_share:
            return encoding
        if read.words >= _FEWEST and read.syllable_share >= _READS and gain >= _BETTER:
            return encoding
    return None


_ENCODINGS: Final[tuple[Encoding, ...]] = ("tcvn3", "vni")


def _of_tcvn3(line: str) -> str:
    """Convert a line, word by word.

    A word is in capitals where its Latin letters are; one letter tells nothing ("Mü", "KÕ HO¹CH"),
    there the words beside it do.
    """
    parts = _SPACES.split(line)
    shapes = [_shape(part) for part in parts]
    for order in (range(2, len(parts), 2), range(len(parts) - 3, -1, -2)):
        step = -2 if order.step > 0 else 2
        for i in order:
            if shapes[i] == "unclear" and shapes[i + step] == "capitals":
                shapes[i] = "capitals"
    said = (_tcvn3_word(part) for part in parts)
    return "".join(
        word.upper() if shape == "capitals" else word
        for word, shape in zip(said, shapes, strict=True)
    )


def _shape(word: str) -> Literal["capitals", "unclear", "other"]:
    latin = _ASCII_LETTER.findall(word)
    if not latin or not all(map(str.isupper, latin)):
        return "other"
    return "capitals" if len(latin) > 1 else "unclear"


def _tcvn3_word(word: str) -> str:
    """Convert a word; "ư" is a soft hyphen, which some programs write as a hyphen: "ph-¬ng"."""
    said = word.translate(_TCVN3)
    core = said.strip(_AROUND)
    horned = core.replace("-", "ư")
    lost = horned != core and len(core) > 1 and is_syllable(horned)
    return said.replace(core, horned) if lost else said
