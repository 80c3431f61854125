"""Fonts with all Vietnamese letters, most like Times, and the widths of words set in them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from PIL import ImageFont

from pipeline.errors import MissingError

Style = Literal["r", "b", "i", "bi"]
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/texmf/fonts")
_GAUGE = 400  # pixels; widths are measured at this size, so that hinting does not matter


@dataclass(frozen=True, slots=True)
class Family:
    """A font family: Debian package and file names of regular, bold, italic, bold italic."""

    package: str
    files: tuple[str, str, str, str]


def _ttf(stem: str, ends: tuple[str, ...], kind: str = "ttf") -> tuple[str, str, str, str]:
    regular, bold, italic, both = (f"{stem}{end}.{kind}" for end in ends)
    return regular, bold, italic, both


_USUAL = ("-Regular", "-Bold", "-Italic", "-BoldItalic")
# All letters of Vietnamese were found in each; Liberation 1.x and Nimbus Roman lack them.
FAMILIES: Final[dict[str, Family]] = {
    "Tinos": Family("fonts-croscore", _ttf("Tinos", _USUAL)),
    "Termes": Family(
        "fonts-texgyre",
        _ttf("texgyretermes", ("-regular", "-bold", "-italic", "-bolditalic"), "otf"),
    ),
    "FreeSerif": Family(
        "fonts-freefont-ttf", _ttf("FreeSerif", ("", "Bold", "Italic", "BoldItalic"))
    ),
    "Libertine": Family(
        "fonts-linuxlibertine", _ttf("LinLibertine_R", ("", "B", "I", "BI"), "otf")
    ),
    "DejaVu Serif": Family(
        "fonts-dejavu-extra", _ttf("DejaVuSerifCondensed", ("", "-Bold", "-Italic", "-BoldItalic"))
    ),
    "Arimo": Family("fonts-croscore", _ttf("Arimo", _USUAL)),
}
_STYLES: Final[dict[Style, int]] = {"r": 0, "b": 1, "i": 2, "bi": 3}


@cache
def font(family: str, style: Style, size: float) -> ImageFont.FreeTypeFont:
    """Return a font at ``size`` pixels. Raises MissingError, naming the Debian package."""
    path = _found(FAMILIES[family].files[_STYLES[style]])
    if path is None:
        raise MissingError(
            f"the font {family} is not on this machine",
            f"Install it: sudo apt-get install {FAMILIES[family].package}",
        )
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def width(family: str, style: Style, text: str) -> float:
    """Return the width of a word at size 1."""
    return font(family, style, _GAUGE).getlength(text) / _GAUGE


def missing() -> dict[str, str]:
    """Return family → Debian package of every font that is not on this machine."""
    return {
        name: family.package
        for name, family in FAMILIES.items()
        if any(_found(file) is None for file in family.files)
    }


@cache
def _found(name: str) -> Path | None:
    for folder in _FOLDERS:
        for place, _, names in os.walk(folder, followlinks=True):
            if name in names:
                return Path(place) / name
    return None
