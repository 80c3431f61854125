"""Pictures of pages and cells, kept below the output folder so that each page is drawn once."""

from __future__ import annotations

import io
import multiprocessing
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from pipeline.errors import KehoachError, PageError
from pipeline.review.drawing import draw_page
from pipeline.types.geometry import Box

_KEPT_PAGES = 24  # decoded pages in memory: some 11 MB each in colour
_DRAW_SECONDS = 120
_MARGIN_PT = 6.0  # around a cell, so that its rules and a cut-off mark are seen
_QUALITY = 85


@dataclass(frozen=True, slots=True)
class PageKey:
    """One page of one document; ``turn`` makes it upright, degrees clockwise."""

    document_id: str
    number: int
    turn: int


@dataclass(frozen=True, slots=True)
class PageSize:
    """Size of the source page in points, before it is turned."""

    width: float
    height: float


def upright(box: Box, size: PageSize, turn: int) -> tuple[float, float, float, float]:
    """Return a box of the source page as shares (x0, y0, x1, y1) of the upright page, 0-1."""
    x0, x1 = box.x0 / size.width, box.x1 / size.width
    y0, y1 = box.y0 / size.height, box.y1 / size.height
    if turn == 90:
        x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
    elif turn == 180:
        x0, y0, x1, y1 = 1 - x1, 1 - y1, 1 - x0, 1 - y0
    elif turn == 270:
        x0, y0, x1, y1 = y0, 1 - x1, y1, 1 - x0
    x0, y0, x1, y1 = (min(max(v, 0.0), 1.0) for v in (x0, y0, x1, y1))
    return x0, y0, x1, y1


class Pictures:
    """Draws pages in another process, keeps them on disk, cuts cells out of them."""

    def __init__(self, folder: Path, paths: Callable[[str], Sequence[str]]) -> None:
        """Keep pictures in ``folder``; ``paths`` says where a document's file may lie."""
        self._folder = folder
        self._paths = paths
        self._pages: OrderedDict[PageKey, Image.Image] = OrderedDict()
        self._pool: ProcessPoolExecutor | None = None
        self._running: dict[PageKey, Future[bytes]] = {}
        self._lock = threading.Lock()

    def page(self, key: PageKey) -> bytes:
        """Return a page as JPEG. Raises KehoachError: it cannot be drawn, and why."""
        path = self._path(key)
        try:
            return path.read_bytes()
        except FileNotFoundError:
            pass
        data = self._drawn(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
            part.write_bytes(data)
            part.replace(path)
        except OSError:
            return data  # a full or read-only disk costs speed, not the picture
        return data

    def crop(self, key: PageKey, size: PageSize, box: Box) -> bytes:
        """Return the picture of a box and a little around it. Raises KehoachError."""
        page = self._decoded(key)
        x0, y0, x1, y1 = upright(box.padded(_MARGIN_PT), size, key.turn)
        cut = page.crop(
            (
                int(x0 * page.width),
                int(y0 * page.height),
                max(int(x1 * page.width), int(x0 * page.width) + 1),
                max(int(y1 * page.height), int(y0 * page.height) + 1),
            )
        )
        kept = io.BytesIO()
        cut.save(kept, "JPEG", quality=_QUALITY)
        return kept.getvalue()

    def close(self) -> None:
        """End the drawing process."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
                self._pool = None

    def _path(self, key: PageKey) -> Path:
        return self._folder / key.document_id / f"{key.number}-{key.turn}.jpg"

    def _decoded(self, key: PageKey) -> Image.Image:
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
                return found
        image = Image.open(io.BytesIO(self.page(key)))
        image.load()
        with self._lock:
            self._pages[key] = image
            while len(self._pages) > _KEPT_PAGES:
                self._pages.popitem(last=False)
        return image

    def _drawn(self, key: PageKey) -> bytes:
        paths = list(self._paths(key.document_id))
        with self._lock:
            future = self._running.get(key)
            if future is None:
                if self._pool is None:
                    spawn = multiprocessing.get_context("spawn")
                    self._pool = ProcessPoolExecutor(1, mp_context=spawn)
                future = self._pool.submit(draw_page, paths, key.document_id, key.number, key.turn)
                self._running[key] = future
        try:
            return future.result(timeout=_DRAW_SECONDS)
        except BrokenProcessPool as error:
            with self._lock:
                self._pool = None
            raise PageError(key.number, "the file broke the program that draws it") from error
        except TimeoutError as error:
            raise PageError(key.number, f"not drawn within {_DRAW_SECONDS} seconds") from error
        finally:
            with self._lock:
                self._running.pop(key, None)


__all__ = ["KehoachError", "PageKey", "PageSize", "Pictures", "upright"]
