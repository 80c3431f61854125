"""Synthetic documents as files: scans/<id>--<kind>.pdf and gold/<id>/."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from pipeline.errors import OutputError
from pipeline.train.synth.document import Document, Picture
from pipeline.train.synth.plan import Json, Plan, document_json, dump, tasks_json


def write(document: Document, out: Path) -> Path:
    """Write a scan and its gold below ``out``; return the path of the scan. Raises OutputError."""
    scan = out / "scans" / f"{document.name}.pdf"
    gold = out / "gold" / document.plan.id
    files = {
        gold / "document.json": dump(document_json(document.plan)),
        gold / "tasks.json": dump(tasks_json(document.plan)),
        gold / "render.json": dump(_render(document)),
        gold / "lines.jsonl": _json_lines(document.lines),
        gold / "cells.jsonl": _json_lines(document.cells),
        scan: pdf(document.pictures),
    }
    _put(files, out)
    return scan


def write_text(plan: Plan, kind: str, text: str, out: Path) -> Path:
    """Write a text layer and its gold below ``out``; return its path. Raises OutputError."""
    layer = out / "scans" / f"{plan.id}--{kind}.txt"
    gold = out / "gold" / plan.id
    files = {
        gold / "document.json": dump(document_json(plan)),
        gold / "tasks.json": dump(tasks_json(plan)),
        layer: text.encode("utf-8"),
    }
    _put(files, out)
    return layer


def _put(files: Mapping[Path, bytes], out: Path) -> None:
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        raise OutputError(f"{out}: {error.strerror}", "Choose another folder with --out") from error


def pdf(pictures: Iterable[Picture]) -> bytes:
    """Return a PDF whose pages are nothing but pictures; same pictures, same bytes."""
    made = pikepdf.new()
    for picture in pictures:
        _add_page(made, picture)
    filled = io.BytesIO()
    made.save(filled, deterministic_id=True, compress_streams=True)
    return filled.getvalue()


def _add_page(made: pikepdf.Pdf, picture: Picture) -> None:
    width, height = (v * 72 / picture.dpi for v in (picture.width, picture.height))
    image = Stream(made, picture.data)
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = picture.width, picture.height
    image.Filter = Name(f"/{picture.filter}")
    image.BitsPerComponent = 1 if picture.filter == "CCITTFaxDecode" else 8
    image.ColorSpace = Name.DeviceGray if picture.gray else Name.DeviceRGB
    if picture.filter == "CCITTFaxDecode":
        image.DecodeParms = Dictionary(
            K=-1, Columns=picture.width, Rows=picture.height, BlackIs1=True
        )
    contents = Stream(made, f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im0 Do Q".encode())
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(width, 2), round(height, 2)]),
        Resources=Dictionary(XObject=Dictionary(Im0=made.make_indirect(image))),
        Contents=made.make_indirect(contents),
    )
    made.pages.append(pikepdf.Page(made.make_indirect(page)))


def _render(document: Document) -> Json:
    look = document.look
    return {
        "kind": document.kind,
        "font": look.family,
        "size": look.size,
        "table_size": look.table_size,
        "style": look.ruling,
        "open_sides": look.open_sides,
        "form": document.plan.form,
        "ruling": document.ruling,
        "split_rows": look.split_rows,
        "pixels_sha256": document.pixels,
        "dpi": document.pictures[0].dpi,
    }


def _json_lines(rows: Iterable[Json]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8")
