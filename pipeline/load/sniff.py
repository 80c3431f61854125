"""What kind of file is this? Told by its bytes, never by its name."""

from __future__ import annotations

from typing import Literal

from pipeline.errors import UnsupportedInputError

Kind = Literal["pdf", "tiff", "png", "jpeg", "text"]

PDF_HEADER_WITHIN = 1024  # bytes; readers of PDF accept junk before the header up to here
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a Word, Excel or ZIP file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"RIFF", "a WebP image or media file"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 image"),
    (b"AT&TFORM", "a DjVu file"),
    (b"%!PS", "a PostScript file"),
)
_FTYP_AT = slice(4, 8)  # ISO media files (HEIC photographs, video) say "ftyp" here


def known_kind(head: bytes) -> Kind | None:
    """Return the kind of file that begins with ``head``, None where no mark says one.

    >>> known_kind(b"%PDF-1.7"), known_kind(b"MZ")
    ('pdf', None)
    """
    marked = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    return marked or ("pdf" if b"%PDF-" in head[:PDF_HEADER_WITHIN] else None)


def sniff(data: bytes, name: str) -> Kind:
    """Return the kind of file that ``data`` is; whatever has no known mark is taken for text.

    Raises UnsupportedInputError for the formats that people send by mistake. Whether the bytes
    really are text is found out when they are decoded.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    for magic, what in _FOREIGN:
        if data.startswith(magic) and not (magic == b"BM" and b"\x00" not in data[:64]):
            raise _unsupported(name, what)
    if data[_FTYP_AT] == b"ftyp":
        raise _unsupported(name, "a HEIC photograph or a video")
    if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
        return "pdf"
    head = data[:PDF_HEADER_WITHIN].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise _unsupported(name, "a web page or XML file")
    return "text"


def _unsupported(name: str, what: str) -> UnsupportedInputError:
    return UnsupportedInputError(
        f"{name}: this is {what}, not PDF, TIFF, PNG, JPEG or text",
        "Print or export it to PDF and try again",
    )
