"""The words of a document as ALTO 4, the form in which libraries keep text with its places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from pipeline.types.placed import PageText, PlacedWord

_NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
_UNIT, _PER_POINT = "inch1200", 1200 / 72
"""1/1200 inch: the finer of ALTO's two lengths on paper ("mm10" is too coarse for small print)."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def alto(name: str, pages: Sequence[PageText]) -> str:
    """Return the words as an ALTO document; lengths in 1/1200 inch from the page's top left."""
    ET.register_namespace("", _NAMESPACE)
    root = ET.Element(_tag("alto"), SCHEMAVERSION="4.4")
    description = ET.SubElement(root, _tag("Description"))
    ET.SubElement(description, _tag("MeasurementUnit")).text = _UNIT
    source = ET.SubElement(description, _tag("sourceImageInformation"))
    ET.SubElement(source, _tag("fileName")).text = _clean(name)
    layout = ET.SubElement(root, _tag("Layout"))
    for page in pages:
        _add_page(layout, page)
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add_page(layout: ET.Element, page: PageText) -> None:
    size = {"WIDTH": _whole(page.width), "HEIGHT": _whole(page.height)}
    at = f"p{page.number}"
    sheet = ET.SubElement(
        layout, _tag("Page"), {"ID": at, "PHYSICAL_IMG_NR": str(page.number), **size}
    )
    space = ET.SubElement(sheet, _tag("PrintSpace"), {"HPOS": "0", "VPOS": "0", **size})
    block = ET.SubElement(space, _tag("TextBlock"), {"ID": f"{at}_b"})
    for number, line in enumerate(page.lines):
        if not line:
            continue
        named = {"ID": f"{at}_l{number}", **_place(line)}
        row = ET.SubElement(block, _tag("TextLine"), named)
        for index, word in enumerate(line):
            if index:
                ET.SubElement(row, _tag("SP"))
            said = {"CONTENT": _clean(word.text), "WC": f"{word.confidence:.3f}"}
            ET.SubElement(row, _tag("String"), {**_place([word]), **said})


def _place(words: Sequence[PlacedWord]) -> dict[str, str]:
    spots = [spot for word in words for spot in _corners(word)]
    left, top = (min(spot[i] for spot in spots) for i in (0, 1))
    right, bottom = (max(spot[i] for spot in spots) for i in (0, 1))
    return {
        "HPOS": _whole(left),
        "VPOS": _whole(top),
        "WIDTH": _whole(right - left),
        "HEIGHT": _whole(bottom - top),
    }


def _corners(word: PlacedWord) -> Iterator[tuple[float, float]]:
    """Yield the corners of a word's box, turned as it is."""
    (x0, y0), (x1, y1) = word.start, word.end
    length = max(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5, 1e-9)
    up = (y1 - y0) / length * word.height, -(x1 - x0) / length * word.height
    for x, y in (word.start, word.end):
        yield x, y
        yield x + up[0], y + up[1]


def _whole(points: float) -> str:
    return str(round(points * _PER_POINT))


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"
