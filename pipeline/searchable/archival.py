"""What makes a PDF one for the archive (PDF/A-2b, ISO 19005-2): what is added, what is taken out.

A page that holds what cannot simply be taken out (fonts that are not in the file, colours of
printing inks, scripts of PostScript) is told by ``unfit`` and has to be drawn anew.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream
from PIL import ImageCms

_FORBIDDEN_ROOT: Final = (
    "/AA", "/OpenAction", "/AcroForm", "/Collection", "/NeedsRendering", "/Perms", "/Requirements",
    "/Metadata", "/OutputIntents", "/OCProperties", "/Threads", "/SpiderInfo", "/Legal",
)  # fmt: skip
_FORBIDDEN_NAMES: Final = ("/JavaScript", "/EmbeddedFiles", "/AlternatePresentations")
_FORBIDDEN_IMAGE: Final = ("/Alternates", "/OPI", "/Interpolate")
_FORBIDDEN_STATE: Final = ("/TR", "/TR2", "/HTP", "/HTO")
_KEPT_INFO: Final = ("/Title", "/Author", "/Subject", "/Keywords", "/CreationDate")
_INKS: Final = ("/DeviceCMYK", "/DeviceN", "/Separation")
_INK_OPERATORS: Final = frozenset({"k", "K"})
_NEUTRAL_LINKS: Final = frozenset({"/URI", "/GoTo"})
_PRINTED = 4  # the flag of an annotation that is printed, and not hidden
_DEEPEST = 12  # drawings inside drawings; more is no document of an office


def unfit(page: Page) -> bool:
    """Return whether a page holds what a PDF/A must not hold and what cannot be left out."""
    return any(_unfit(holder) for holder in _holders(page.obj))


def make_archival(pdf: Pdf, title: str) -> None:
    """Turn a document whose pages are all fit into a PDF/A-2b, in place."""
    pdf.flatten_annotations("all")
    for page in pdf.pages:
        _clean_page(page)
    for key in _FORBIDDEN_ROOT:
        if key in pdf.Root:
            del pdf.Root[key]
    names = pdf.Root.get("/Names")
    for key in _FORBIDDEN_NAMES:
        if names is not None and key in names:
            del names[key]
    pdf.Root.OutputIntents = Array([_intent(pdf)])
    _describe(pdf, title)


def archival_bytes(pdf: Pdf) -> bytes:
    """Save a PDF/A: not locked, no LZW, compressed, the same bytes each time."""
    kept = io.BytesIO()
    pdf.save(
        kept,
        encryption=False,
        deterministic_id=True,
        compress_streams=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        force_version="1.7",
    )
    return kept.getvalue()


def _clean_page(page: Page) -> None:
    for key in ("/AA", "/PieceInfo", "/PresSteps", "/Metadata"):
        if key in page.obj:
            del page.obj[key]
    kept = [note for note in page.obj.get("/Annots", []) if _is_plain_link(note)]
    for note in kept:
        note.F = _PRINTED
    if "/Annots" in page.obj:
        del page.obj["/Annots"]
    if kept:
        page.obj.Annots = Array(kept)
    for holder in _holders(page.obj):
        _clean_resources(holder)


def _clean_resources(holder: Object) -> None:
    resources = holder.get("/Resources", Dictionary())
    for item in _values(resources.get("/XObject")):
        forbidden = _FORBIDDEN_IMAGE if item.get("/Subtype") == "/Image" else ("/OPI", "/PS")
        for key in (*forbidden, "/Metadata", "/PieceInfo"):
            if key in item:
                del item[key]
    for state in _values(resources.get("/ExtGState")):
        for key in _FORBIDDEN_STATE:
            if key in state:
                del state[key]


def _is_plain_link(note: Object) -> bool:
    if note.get("/Subtype") != "/Link" or "/AA" in note:
        return False
    action = note.get("/A")
    return action is None or (str(action.get("/S")) in _NEUTRAL_LINKS and "/Next" not in action)


def _holders(page: Object) -> Iterator[Object]:
    """Yield the page and every form drawn on it, however deep."""
    waiting, seen = [(page, 0)], set()
    while waiting:
        holder, depth = waiting.pop()
        yield holder
        if depth == _DEEPEST:
            continue
        for item in _values(holder.get("/Resources", Dictionary()).get("/XObject")):
            if item.get("/Subtype") == "/Form" and item.objgen not in seen:
                seen.add(item.objgen)
                waiting.append((item, depth + 1))
        for note in holder.get("/Annots", []):
            waiting += [(shown, depth + 1) for shown in _appearances(note)]


def _appearances(note: Object) -> Iterator[Object]:
    normal = note.get("/AP", Dictionary()).get("/N")
    if isinstance(normal, Stream):
        yield normal
    elif isinstance(normal, Dictionary):
        yield from (item for item in normal.values() if isinstance(item, Stream))


def _unfit(holder: Object) -> bool:
    resources = holder.get("/Resources", Dictionary())
    fonts = list(_values(resources.get("/Font")))
    drawings = list(_values(resources.get("/XObject")))
    spaces = [*_values(resources.get("/ColorSpace")), *(d.get("/ColorSpace") for d in drawings)]
    if any(not _embedded(font) for font in fonts) or any(map(_is_of_inks, spaces)):
        return True
    if any(item.get("/Subtype") == "/PS" or "/Ref" in item or "/F" in item for item in drawings):
        return True
    return bool(fonts or drawings) and _paints_inks(holder)


def _paints_inks(holder: Object) -> bool:
    content = Page(holder) if holder.get("/Type") == "/Page" else holder
    try:
        return any(
            str(instruction.operator) in _INK_OPERATORS
            for instruction in pikepdf.parse_content_stream(content)
        )
    except pikepdf.PdfError:
        return True  # not to be understood: drawing it anew is safe


def _embedded(font: Object) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    described = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
    descriptor = described.get("/FontDescriptor", Dictionary())
    return any(f"/FontFile{n}" in descriptor for n in ("", 2, 3))


def _is_of_inks(space: Object | None) -> bool:
    if isinstance(space, Array):
        first = str(space[0])
        if first == "/ICCBased":
            return int(space[1].get("/N", 0)) == 4
        return first in _INKS or (first in {"/Indexed", "/Pattern"} and _is_of_inks(_base(space)))
    return space is not None and str(space) in _INKS


def _base(space: Array) -> Object | None:
    return space[1] if len(space) > 1 else None


def _values(resources: Object | None) -> Iterator[Object]:
    if isinstance(resources, Dictionary):
        yield from resources.values()


def _intent(pdf: Pdf) -> Object:
    """Return the output intent: colours are those of a screen (sRGB)."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # The day it was made (year, month, day, time) and its digest: the same bytes each time.
    profile[24:36] = b"\x07\xd0\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00"
    profile[84:100] = bytes(16)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier="sRGB",
            Info="sRGB IEC61966-2.1",
            DestOutputProfile=Stream(pdf, bytes(profile), N=3),
        )
    )


def _describe(pdf: Pdf, title: str) -> None:
    """Write what the document is, once for old readers and once, the same, as XMP."""
    info = pdf.docinfo
    for key in list(info.keys()):
        if key not in _KEPT_INFO or not str(info[key]).strip():
            del info[key]
    if "/Title" not in info and title:
        info.Title = title
    info.Producer = "kehoach"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        meta.load_from_docinfo(info, delete_missing=True)
        meta["pdfaid:part"] = "2"
        meta["pdfaid:conformance"] = "B"
