"""Text layers without pages: encoding, lines, pages."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnsupportedInputError
from pipeline.load import LoadSettings, open_document
from pipeline.load.textfile import split_lines, split_pages
from pipeline.types.page import LayerVerdict, TextPage
from tests.load.made import PLAN, SHARED

SETTINGS = LoadSettings()
Form = Literal["NFC", "NFD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD")
TEXT = "\n".join(PLAN) + "\n"


def read(data: bytes) -> list[TextPage]:
    with open_document(data, "x.txt", SETTINGS) as document:
        assert document.kind == "text"
        pages = [document.page(n) for n in range(1, document.page_count + 1)]
    return [page for page in pages if isinstance(page, TextPage)]


def lines(data: bytes) -> list[str]:
    return [line for page in read(data) for line in page.lines]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"]
)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_line_ends_and_forms(encoding: str, form: Form, ends: str) -> None:
    text = TEXT.replace("\n", ends)
    if encoding == "cp1258":
        data = b"".join(_cp1258(char) for char in text)
    else:
        data = unicodedata.normalize(form, text).encode(encoding)
    assert lines(data) == PLAN


def _cp1258(char: str) -> bytes:
    """Windows-1258 keeps the letter with hat, breve or horn and puts the tone after it."""
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", char)
        tones = [c for c in parts if c in "\u0300\u0301\u0309\u0303\u0323"]
        letter = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        return (letter + "".join(tones)).encode("cp1258")


def test_a_few_torn_characters_do_not_change_the_encoding() -> None:
    data = (TEXT * 20).encode()
    torn = data[:100].decode(errors="ignore").encode() + b"\xe1\xba" + data[200:]
    assert sum(line.count("\ufffd") for line in lines(torn)) <= 2
    assert "thủ tục hành chính" in " ".join(lines(torn))


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x00\x01\x02\x03" * 50])
def test_bytes_that_are_no_text(data: bytes) -> None:
    with pytest.raises(UnsupportedInputError):
        open_document(data, "x.txt", SETTINGS)


@given(st.lists(st.text(st.characters(exclude_characters="\n\r", codec="utf-8")), max_size=40))
def test_lines_and_pages_keep_every_line(written: list[str]) -> None:
    found = split_lines("".join(line + "\n" for line in written))
    assert list(found) == (written or [""])
    assert tuple(line for page in split_pages(found) for line in page) == found


def test_form_feeds_begin_pages() -> None:
    assert split_pages(("a", "b", "\fc", "d\f", "e", "\f")) == (
        ("a", "b"), ("\fc", "d\f"), ("e",), ("\f",),
    )  # fmt: skip


def test_rare_single_leading_spaces_begin_pages_and_indentation_does_not() -> None:
    body = tuple(f"line {n}" for n in range(30))
    marked = (" first", *body, " second", *body, " third")
    assert [page[0] for page in split_pages(marked)] == [" first", " second", " third"]
    indented = (*body, "  deep", *body)
    assert split_pages(indented) == (indented,)
    often = tuple(" x" if n % 4 == 0 else "y" for n in range(40))
    assert split_pages(often) == (often,)


def test_the_verdict_of_text() -> None:
    def verdict(text: str) -> LayerVerdict:
        with open_document(text.encode(), "x.txt", SETTINGS) as document:
            return document.layer

    assert verdict(TEXT) is LayerVerdict.TRUSTED
    bare = unicodedata.normalize("NFD", TEXT).encode("ascii", "ignore").decode()
    assert verdict(bare) is LayerVerdict.REJECTED


@pytest.mark.skipif(not SHARED.exists(), reason="the shared seeds are not here")
@pytest.mark.parametrize(("name", "pages"), [("bao-lac-2025", 5), ("cu-lao-dung-2021", 7)])
def test_seeds(name: str, pages: int) -> None:
    path: Path = SHARED / "seeds" / f"{name}.txt"
    data = path.read_bytes()
    found = read(data)
    assert len(found) == pages
    assert all(page.layer.verdict is LayerVerdict.REJECTED for page in found)
    gold = (SHARED / "gold" / name / "lines.tsv").read_text(encoding="utf-8").split("\n")
    said = [row.split("\t")[1] for row in gold if row]
    assert [line.strip() for page in found for line in page.lines] == [s.strip() for s in said]
