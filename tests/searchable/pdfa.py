"""What a PDF/A-2b must and must not hold (ISO 19005-2), looked for in the file itself."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

_FORBIDDEN_ACTIONS = {
    "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript", "/Hide",
    "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView",
}  # fmt: skip
_FILTERS = {
    "/FlateDecode", "/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/JPXDecode",
    "/RunLengthDecode", "/ASCIIHexDecode", "/ASCII85Decode",
}  # fmt: skip
_ANNOTATIONS = {"/Link", "/Text", "/FreeText", "/Widget", "/Stamp", "/Highlight", "/Popup"}


def violations(data: bytes) -> list[str]:
    """Return what keeps a file from being a PDF/A-2b; empty where nothing was found."""
    found = [*_file(data)]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found += pdf.check_pdf_syntax()
        found += [*_catalog(pdf), *_description(pdf)]
        for item in pdf.objects:
            found += _object(item)
        for number, page in enumerate(pdf.pages, start=1):
            found += [f"page {number}: {what}" for what in _page(page)]
    return found


def _file(data: bytes) -> Iterator[str]:
    head = data[:1024].split(b"\n")
    if not re.fullmatch(rb"%PDF-1\.[0-7]\r?", head[0]):
        yield "the first line is no header of PDF 1.x"
    if not (head[1].startswith(b"%") and sum(byte > 127 for byte in head[1][1:5]) == 4):
        yield "no comment of four high bytes after the header"
    if not data.rstrip().endswith(b"%%EOF"):
        yield "something stands after the end"


def _catalog(pdf: Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "it is encrypted"
    if "/ID" not in pdf.trailer:
        yield "no ID in the trailer"
    for key in ("/AA", "/OpenAction", "/Requirements", "/NeedsRendering", "/Perms", "/AcroForm"):
        if key in pdf.Root:
            yield f"{key} in the catalog"
    for key in ("/JavaScript", "/EmbeddedFiles", "/AlternatePresentations"):
        if key in pdf.Root.get("/Names", Dictionary()):
            yield f"{key} among the names"
    intents = pdf.Root.get("/OutputIntents", Array())
    if len(intents) != 1 or intents[0].S != "/GTS_PDFA1":
        yield "not one output intent of PDF/A"
        return
    profile = intents[0].DestOutputProfile.read_bytes()
    if profile[36:40] != b"acsp" or profile[12:16] not in {b"mntr", b"prtr"} or profile[8] >= 5:
        yield "the output intent's profile is none of ICC"
    if profile[16:20] != b"RGB " or int(intents[0].DestOutputProfile.N) != 3:
        yield "the output intent is not of RGB"
    if int.from_bytes(profile[:4], "big") != len(profile):
        yield "the profile is cut short"


def _description(pdf: Pdf) -> Iterator[str]:
    raw = pdf.Root.Metadata.read_raw_bytes()
    if b"<?xpacket begin" not in raw or b"bytes=" in raw.split(b"?>")[0]:
        yield "the XMP packet is not as it must be, or is compressed"
    with pdf.open_metadata() as meta:
        if (meta.get("pdfaid:part"), meta.get("pdfaid:conformance")) != ("2", "B"):
            yield "it does not say that it is a PDF/A-2b"
        pairs = {"/Title": "dc:title", "/Producer": "pdf:Producer", "/Keywords": "pdf:Keywords",
                 "/Subject": "dc:description"}  # fmt: skip
        for key, name in pairs.items():
            if key in pdf.docinfo and str(pdf.docinfo[key]) != str(meta.get(name)):
                yield f"{key} and {name} differ"
        if set(pdf.docinfo.keys()) - {*pairs, "/Author", "/CreationDate"}:
            yield "the information dictionary holds what the XMP does not"
    allowed = ("xmlns", "rdf", "pdfaid", "dc", "pdf", "xmp", "x", "xml")
    for prefix in set(re.findall(rb"<(\w+):", raw)):
        if prefix.decode() not in allowed:
            yield f"XMP of an unknown schema: {prefix.decode()}"


def _object(item: Object) -> Iterator[str]:
    if not isinstance(item, Dictionary | Stream):
        return
    if isinstance(item, Stream):
        filters = item.get("/Filter", Array())
        names = [str(f) for f in filters] if isinstance(filters, Array) else [str(filters)]
        yield from (f"the filter {name}" for name in names if name not in _FILTERS)
        yield from (f"a stream with {key}" for key in ("/F", "/FFilter") if key in item)
    if item.get("/Subtype") == "/Image":
        yield from (f"image with {k}" for k in ("/Alternates", "/OPI") if k in item)
        if item.get("/Interpolate", False):
            yield "an image that is to be smoothed"
    if item.get("/Subtype") == "/PS" or item.get("/Subtype2") == "/PS":
        yield "PostScript"
    if str(item.get("/S", "")) in _FORBIDDEN_ACTIONS and item.get("/Type") != "/OutputIntent":
        yield f"the action {item.get('/S')}"
    yield from (f"a state with {k}" for k in ("/TR", "/HTP") if k in item and "/SMask" not in item)


def _page(page: pikepdf.Page) -> Iterator[str]:
    if "/AA" in page.obj or "/PresSteps" in page.obj:
        yield "actions of its own"
    for note in page.obj.get("/Annots", []):
        if str(note.Subtype) not in _ANNOTATIONS:
            yield f"the annotation {note.Subtype}"
        elif note.Subtype != "/Popup" and not (int(note.get("/F", 0)) & 4):
            yield "an annotation that is not printed"
        if note.Subtype not in {"/Popup", "/Link"} and "/AP" not in note:
            yield "an annotation without its look"
    mode, font = 0, None
    fonts = page.resources.get("/Font", Dictionary()) if page.resources else Dictionary()
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "Tr":
            mode = int(instruction.operands[0])
        elif operator == "Tf":
            font = fonts[str(instruction.operands[0])]
        elif operator in {"Tj", "TJ", "'", '"'} and mode != 3 and not _embedded(font):
            yield "text in a font that is not in the file"
            return
        elif operator in {"k", "K"}:
            yield "colours of inks"
            return


def _embedded(font: Object | None) -> bool:
    if font is None:
        return False
    holder = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = holder.get("/FontDescriptor", Dictionary())
    return font.Subtype == "/Type3" or any(f"/FontFile{n}" in descriptor for n in ("", "2", "3"))
