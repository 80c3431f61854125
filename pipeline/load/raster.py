"""TIFF, PNG and JPEG: one page a frame, decoded only when asked for."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageOps

from pipeline.errors import DamagedError, PageError
from pipeline.load.notes import scan_notes
from pipeline.load.pixels import gray_if_colourless
from pipeline.load.settings import LoadSettings
from pipeline.load.sheet import sheet_dpi
from pipeline.load.sniff import Kind
from pipeline.types.page import Image, LayerVerdict, ScanPage, TextLayer

_FORMATS = {"tiff": ("TIFF",), "png": ("PNG",), "jpeg": ("JPEG", "MPO")}
_NO_LAYER = TextLayer(LayerVerdict.NONE, (), "An image file has no text layer")
# What Pillow raises for broken files of these three formats.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, TypeError, KeyError,
           IndexError, OverflowError, ZeroDivisionError, AttributeError, RuntimeError)  # fmt: skip
_ADVICE = "Scan or copy it again"
_WIDE_DEPTHS = ("I;16", "I;16B", "I;16L", "I;16N", "I", "F")
_RESOLUTION_UNIT, _CENTIMETRE = 296, 3
"""TIFF tag and its value for "per centimetre" (TIFF 6.0, section 8)."""


class RasterSource:
    """An opened image file; frames of a TIFF are its pages."""

    def __init__(self, data: bytes, name: str, kind: Kind, settings: LoadSettings) -> None:
        self._data = data
        self._kind = kind
        self._settings = settings
        self._count = self._counted(name)

    @property
    def page_count(self) -> int:
        return self._count

    def page(self, number: int) -> ScanPage:
        """Decode one page. Raises PageError."""
        with _page_errors(number), self._opened() as file:
            file.seek(number - 1)
            width, height = file.size
            if not 0 < width * height <= self._settings.max_page_pixels:
                raise PageError(
                    number,
                    f"page {number} has {width} x {height} pixels, outside of "
                    f"1-{self._settings.max_page_pixels} (max_page_pixels)",
                    "Scan it again at 300 dpi or raise the limit",
                )
            claimed = claimed_dpi(file)
            file.load()
            bilevel = file.mode == "1"
            image = to_array(file)
        return self._scan_page(number, image, claimed, bilevel)

    def verdict(self, number: int) -> LayerVerdict:
        return LayerVerdict.NONE

    def close(self) -> None:
        self._data = b""

    def _scan_page(self, number: int, image: Image, claimed: float, bilevel: bool) -> ScanPage:
        height, width = image.shape[:2]
        dpi = sheet_dpi(width, height, claimed)
        notes = scan_notes(number, dpi, claimed if claimed > 0 else dpi, self._settings)
        return ScanPage(
            number,
            image,
            dpi,
            width * 72.0 / dpi,
            height * 72.0 / dpi,
            _NO_LAYER,
            bilevel=bilevel,
            issues=notes,
        )

    def _counted(self, name: str) -> int:
        try:
            with self._opened() as file:
                return self._frames(file) if self._kind == "tiff" else 1
        except Pillow.DecompressionBombError:
            return 1  # the page itself will say how large it is
        except _BROKEN as error:
            raise DamagedError(f"{name}: the image file is damaged", _ADVICE) from error

    def _frames(self, file: Pillow.Image) -> int:
        """Count frames up to one more than allowed, so that endless chains end."""
        count = 1
        while count <= self._settings.max_pages:
            try:
                file.seek(count)
            except (EOFError, Pillow.DecompressionBombError):
                break
            except _BROKEN:
                return count + 1  # a broken directory: that page fails, those before are read
            count += 1
        return count

    @contextmanager
    def _opened(self) -> Iterator[Pillow.Image]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes and tags; limits are ours
            with Pillow.open(io.BytesIO(self._data), formats=_FORMATS[self._kind]) as file:
                yield file


@contextmanager
def _page_errors(number: int) -> Iterator[None]:
    try:
        yield
    except Pillow.DecompressionBombError as error:
        raise PageError(
            number, f"page {number} has too many pixels to be opened", "Scan it again at 300 dpi"
        ) from error
    except _BROKEN as error:
        raise PageError(
            number, f"page {number} is damaged and cannot be decoded", _ADVICE
        ) from error


def claimed_dpi(file: Pillow.Image) -> float:
    """Return what the file says its resolution is, 0 when it says nothing usable."""
    said = file.info.get("dpi") or (0.0, 0.0)
    try:
        across, down = float(said[0]), float(said[1])
    except (TypeError, ValueError, ZeroDivisionError, IndexError):
        return 0.0
    usable = np.isfinite([across, down]).all() and across > 0 and down > 0
    return float(np.sqrt(across * down)) if usable else 0.0


def to_array(file: Pillow.Image) -> Image:
    """Bring any mode into uint8 gray (H, W) or RGB (H, W, 3), upright, on white paper."""
    upright = ImageOps.exif_transpose(file)
    if upright.mode in _WIDE_DEPTHS:
        return _eight_bit(np.asarray(upright))
    if upright.mode in ("1", "L"):
        return np.array(upright.convert("L"))
    if upright.has_transparency_data:
        layered = upright.convert("RGBA")
        paper = Pillow.new("RGBA", layered.size, (255, 255, 255, 255))
        upright = Pillow.alpha_composite(paper, layered)
    return gray_if_colourless(np.asarray(upright.convert("RGB")))


def _eight_bit(values: NDArray[np.generic]) -> Image:
    """Scale 16-bit, 32-bit or float gray to 8 bits by the range that its values lie in."""
    finite = np.nan_to_num(values.astype(np.float64))
    top = float(finite.max(initial=0.0))
    whole = next((limit for limit in (1.0, 255.0, 65535.0) if top <= limit), top)
    if np.issubdtype(values.dtype, np.integer):
        whole = 65535.0 if values.dtype.itemsize == 2 or 255.0 < top <= 65535.0 else whole
    scaled = np.clip(finite / whole * 255.0, 0, 255)
    return scaled.round().astype(np.uint8)
