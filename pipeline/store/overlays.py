"""Pictures of what was understood: one folder for each document, one PNG for each page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.store.copies import own_name
from pipeline.types.document import Source
from pipeline.types.overlay import PagePicture


def write_overlays(folder: Path, source: Source, pictures: Sequence[PagePicture]) -> None:
    """Write ``<file name>-<first digits of the id>/page-001.png`` and so on. Raises OSError.

    Pictures of an earlier reading of the document are replaced.
    """
    own = folder / own_name(source)
    own.mkdir(exist_ok=True)
    for stale in own.glob("page-*.png"):
        stale.unlink()
    for picture in pictures:
        (own / f"page-{picture.page:03}.png").write_bytes(picture.png)
