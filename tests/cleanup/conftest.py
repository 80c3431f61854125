"""What the cleanup tests share: the sample scans, where they are, and a legibility probe."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.types.page import LayerVerdict, ScanPage, TextLayer

SCANS = Path(__file__).parents[2] / ".." / "shared" / "scans"
TESSDATA = Path("/usr/share/tesseract-ocr/5/tessdata")

Render = Callable[[str, int, float], ScanPage]
Read = Callable[[NDArray[np.uint8]], tuple[str, float]]


@pytest.fixture(autouse=True, scope="session")
def _one_thread() -> None:
    cv2.setNumThreads(1)


@pytest.fixture(scope="session")
def render() -> Render:
    """Render page ``number`` (1-based) of a sample scan at ``dpi``; skip where there is none."""
    if not SCANS.exists():
        pytest.skip("the sample scans are not here")
    pdfium = pytest.importorskip("pypdfium2")

    def page(name: str, number: int, dpi: float) -> ScanPage:
        pdf = pdfium.PdfDocument(SCANS / name)
        try:
            sheet = pdf[number - 1]
            width, height = sheet.get_size()
            pixels = sheet.render(scale=dpi / 72, rev_byteorder=True).to_numpy()
            image = np.ascontiguousarray(pixels[..., :3] if pixels.ndim == 3 else pixels)
        finally:
            pdf.close()
        return ScanPage(number, image, dpi, width, height, TextLayer(LayerVerdict.NONE))

    return page


def _engine(mode: str) -> Iterator[Read]:
    tesserocr = pytest.importorskip("tesserocr")
    image_module = pytest.importorskip("PIL.Image")
    if not (TESSDATA / "vie.traineddata").exists():
        pytest.skip("no Vietnamese model for Tesseract")
    psm = getattr(tesserocr.PSM, mode)
    with tesserocr.PyTessBaseAPI(path=str(TESSDATA), lang="vie", psm=psm) as api:

        def read(image: NDArray[np.uint8]) -> tuple[str, float]:
            api.SetImage(image_module.fromarray(image))
            return api.GetUTF8Text(), api.MeanTextConf() / 100

        yield read


@pytest.fixture(scope="session")
def read_block() -> Iterator[Read]:
    """Read an image of one column of print: text and mean confidence 0-1."""
    yield from _engine("SINGLE_BLOCK")


@pytest.fixture(scope="session")
def legibility() -> Iterator[Callable[[Sequence[NDArray[np.uint8]]], Sequence[float]]]:
    """The probe that the flow passes in, made of Tesseract."""
    with contextmanager(_engine)("SINGLE_LINE") as read:
        yield lambda images: [read(image)[1] for image in images]
