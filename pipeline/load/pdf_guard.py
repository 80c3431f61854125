"""Find pages that pdfium would hang on, or leave white without a word.

pdfium opens every form (a drawing inside the drawing) each time that it is used, and it cannot be
interrupted there. A million uses (six levels of ten) take it 7 s, and a form that uses itself twice
was not done after a minute, so the uses are counted first, with qpdf and without drawing anything.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

import pikepdf

_MAX_USES = 50_000  # of forms on one page, under a second; the most on a sample page is 12
_MAX_DEPTH = 40  # levels followed; two uses a level pass the limit above at the sixteenth
_USE = re.compile(rb"/([^\s/\[\]()<>{}%]+)\s+Do\b")
# What qpdf answers about files that break the rules.
_ODD = (pikepdf.PdfError, IndexError, KeyError, AttributeError, TypeError, ValueError)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


def has_no_pages(data: bytes) -> bool:
    """Whether this is a sound PDF of zero pages; pdfium does not tell it from a broken one."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            return len(pdf.pages) == 0 and "/Kids" in pdf.Root.Pages
    except _ODD:
        return False


class PageGuard:
    """Looks at a page with qpdf where pdfium would hang or keep silent."""

    def __init__(self, data: bytes) -> None:
        self._has_forms = b"/Form" in data
        self._data = data
        self._opened: pikepdf.Pdf | None = None

    def incomplete(self, index: int) -> bool:
        """Whether the page (0-based) uses pictures that the file does not hold (any more)."""
        try:
            page = self._file().pages[index]
            resources: Any = page.get("/Resources", {})
            parts: Any = resources.get("/XObject", {})
            names = _uses(page.Contents)
            return any(not isinstance(parts.get(name), pikepdf.Stream) for name in names)
        except _ODD:
            return False

    def endless(self, index: int) -> bool:
        """Whether drawing the page (0-based) would open forms more than 50,000 times.

        False too where qpdf cannot make sense of the page: pdfium may still read it.
        """
        if not self._has_forms:
            return False
        try:
            page = self._file().pages[index]
            uses = _Uses()
            total = uses.in_content(page.Contents, page.get("/Resources"), 0)
            for note in page.get("/Annots", []):
                total += sum(uses.of(form, 1) for form in _appearances(note))
        except _ODD:
            return False
        return total > _MAX_USES

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()

    def _file(self) -> pikepdf.Pdf:
        if self._opened is None:
            self._opened = pikepdf.open(io.BytesIO(self._data), suppress_warnings=True)
        return self._opened


class _Uses:
    """How often forms are opened below a piece of content; each form is read once a depth."""

    def __init__(self) -> None:
        self._known: dict[tuple[tuple[int, int], int], int] = {}
        self._names: dict[tuple[int, int], list[tuple[Any, int]]] = {}

    def of(self, form: Any, depth: int) -> int:
        key = (form.objgen, depth)
        if key not in self._known:
            self._known[key] = 1 + self.in_content(form, form.get("/Resources"), depth)
        return self._known[key]

    def in_content(self, content: Any, resources: Any, depth: int) -> int:
        if depth >= _MAX_DEPTH or resources is None or "/XObject" not in resources:
            return 0
        total = 0
        for form, times in self._used(content, resources.XObject):
            total += times * self.of(form, depth + 1)
            if total > _MAX_USES:
                break
        return total

    def _used(self, content: Any, forms: Any) -> list[tuple[Any, int]]:
        if content.objgen in self._names and content.objgen != (0, 0):
            return self._names[content.objgen]
        used = [
            (forms[name], times)
            for name, times in _uses(content).items()
            if name in forms and forms[name].get("/Subtype") == pikepdf.Name.Form
        ]
        self._names[content.objgen] = used
        return used


def _uses(content: Any) -> Counter[str]:
    """Count the names that content draws with the ``Do`` operator."""
    escaped = (
        _ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), n) for n in _USE.findall(_bytes(content))
    )
    return Counter("/" + name.decode("utf-8", "replace") for name in escaped)


def _bytes(content: Any) -> bytes:
    if isinstance(content, pikepdf.Array):
        return b"\n".join(part.read_bytes() for part in content)
    data: bytes = content.read_bytes()
    return data


def _appearances(note: Any) -> list[Any]:
    """Return the normal appearance of an annotation: one form, or one for each state."""
    normal = note.get("/AP", {}).get("/N")
    if normal is None:
        return []
    if isinstance(normal, pikepdf.Stream):
        return [normal]
    return [state for state in normal.values() if isinstance(state, pikepdf.Stream)]
