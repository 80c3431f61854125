"""Pictures of what was read wrong, cut from the source pages as they were scanned."""

from __future__ import annotations

import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from pipeline.errors import KehoachError, PageError
from pipeline.evaluate.prediction import ReadDocument
from pipeline.evaluate.scoring import Mistake
from pipeline.evaluate.values import Spot
from pipeline.load import LoadSettings, open_document
from pipeline.types.geometry import scaling
from pipeline.types.page import ScanPage

# Print of 10 points is legible from here on (100 dpi: 14 pixels a line), and 300 crops in one
# page stay a few megabytes.
_DPI = 100.0
_QUALITY = 50
_MARGIN_PT = 4.0


@dataclass(frozen=True, slots=True)
class Crop:
    """A JPEG of one place, or the reason why there is none, in Vietnamese and English."""

    spot: Spot | None
    jpeg: bytes = b""
    reason: str = ""


def crops_for(
    mistakes: Sequence[Mistake],
    documents: Mapping[str, ReadDocument],
    folders: Sequence[Path] = (),
) -> dict[Mistake, list[Crop]]:
    """Cut the crops of mistakes; each page is drawn once.

    documents   file name → what was read from it.
    folders     where sources are looked for by name when they are not where they were read.
    """
    by_file: dict[str, list[Mistake]] = defaultdict(list)
    for mistake in mistakes:
        by_file[mistake.file].append(mistake)
    found: dict[Mistake, list[Crop]] = {}
    for file, group in by_file.items():
        document = documents.get(file)
        found |= _of_document(group, document, folders)
    return found


def _of_document(
    mistakes: Sequence[Mistake], document: ReadDocument | None, folders: Sequence[Path]
) -> dict[Mistake, list[Crop]]:
    spots = {spot for mistake in mistakes for spot in mistake.spots}
    if document is None:
        return {m: [Crop(None, reason="chưa đọc tệp này · never read")] for m in mistakes}
    pictures = {crop.spot: crop for crop in _cut(document, spots, folders)}
    nowhere = [Crop(None, reason="không có vị trí · no place is known")]
    return {m: [pictures[spot] for spot in m.spots] or nowhere for m in mistakes}


def _cut(document: ReadDocument, spots: Iterable[Spot], folders: Sequence[Path]) -> Iterator[Crop]:
    by_page: dict[int, list[Spot]] = defaultdict(list)
    for spot in spots:
        by_page[spot.page].append(spot)
    data = _source(document, folders)
    if data is None:
        reason = "không còn tệp gốc · the source is gone or has changed"
        yield from (Crop(spot, reason=reason) for group in by_page.values() for spot in group)
        return
    try:
        with open_document(data, document.names[0], LoadSettings()) as opened:
            for number, group in sorted(by_page.items()):
                try:
                    page = opened.page(number)
                except (PageError, ValueError) as error:
                    yield from (Crop(spot, reason=str(error)) for spot in group)
                    continue
                turn = document.turns.get(number, 0)
                yield from (_crop(page, turn, spot) for spot in group)
    except KehoachError as error:
        yield from (Crop(spot, reason=str(error)) for group in by_page.values() for spot in group)


def _source(document: ReadDocument, folders: Sequence[Path]) -> bytes | None:
    """Return the bytes that were read, wherever they lie now."""
    named = [Path(document.source_file)]
    named += [folder / name for folder in folders for name in document.names]
    for path in named:
        if path.is_file():
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() == document.document_id:
                return data
    return None


def _crop(page: object, turn: int, spot: Spot) -> Crop:
    if not isinstance(page, ScanPage):
        return Crop(spot, reason="tệp văn bản, không có ảnh · bare text, no image")
    height, width = page.image.shape[:2]
    to_scan = scaling("points", "scan", width / page.width_pt, height / page.height_pt)
    rows, columns = to_scan.box(spot.box.padded(_MARGIN_PT)).clipped(width, height).slices()
    cut = np.rot90(page.image[rows, columns], k=-turn // 90)
    if cut.size == 0:
        return Crop(spot, reason="vị trí nằm ngoài trang · the place lies off the page")
    picture = Image.fromarray(np.ascontiguousarray(cut)).convert("L")
    scale = min(1.0, _DPI * page.width_pt / 72 / width)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    kept = io.BytesIO()
    picture.resize(size, Image.Resampling.LANCZOS).save(kept, "JPEG", quality=_QUALITY)
    return Crop(spot, kept.getvalue())
