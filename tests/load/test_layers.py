"""A text layer is judged, never believed."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np
import pytest

from pipeline.load import LoadSettings, open_document
from pipeline.load.document import summary
from pipeline.types.page import LayerVerdict, ScanPage, TextLayer
from tests.load.made import PLAN, SHARED, SIGNATURE, Maker, maker, noise

SETTINGS = LoadSettings()
NONE, OVERLAY = LayerVerdict.NONE, LayerVerdict.OVERLAY_ONLY
REJECTED, TRUSTED = LayerVerdict.REJECTED, LayerVerdict.TRUSTED
PAGE = (0.0, 0.0, 595.0, 842.0)
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared scans are not here")


def printed_sheet() -> Maker:
    """A page covered by a scan with twenty black bars for lines of print."""
    sheet = np.full((1169, 827), 255, dtype=np.uint8)
    for top in range(100, 1100, 50):
        sheet[top : top + 12, 80:740] = 0
    return maker().image(sheet, PAGE)


def white_sheet() -> Maker:
    return maker().image(np.full((842, 595), 250, dtype=np.uint8), PAGE)


def layer(made: Maker) -> TextLayer:
    with open_document(made.bytes(), "test.pdf", SETTINGS) as document:
        page = document.page(1)
        assert isinstance(page, ScanPage)
        assert document.layer == page.layer.verdict
    return page.layer


def texts(found: TextLayer) -> list[str]:
    return [word.text for word in found.words]


def test_born_digital_text_is_trusted_and_complete() -> None:
    found = layer(maker().text(PLAN))
    assert found.verdict is TRUSTED
    assert texts(found) == " ".join(PLAN).split()
    assert {round(word.size) for word in found.words} == {12}
    tops = sorted({round(word.box.y0) for word in found.words})
    assert len(tops) == len(PLAN)


def test_words_are_nfc() -> None:
    found = layer(maker().text([unicodedata.normalize("NFD", line) for line in PLAN]))
    assert found.verdict is TRUSTED
    assert texts(found) == " ".join(PLAN).split()


def test_ocr_hidden_over_a_scan_is_rejected_however_good_it_reads() -> None:
    found = layer(printed_sheet().text(PLAN, mode=3))
    assert found.verdict is REJECTED
    assert "invisible" in found.reason
    assert texts(found) == " ".join(PLAN).split()  # still there as a second opinion


@pytest.mark.parametrize("white", ["1 1 1", "0.99 1 0.99"])
def test_white_text_is_hidden_text(white: str) -> None:
    assert layer(white_sheet().text(PLAN, colour=white)).verdict is REJECTED


def test_text_under_a_scan_is_hidden_text() -> None:
    assert layer(maker().text(PLAN).image(noise(842, 595), PAGE)).verdict is REJECTED


def test_text_over_a_white_background_picture_is_born_digital() -> None:
    assert layer(white_sheet().text(PLAN)).verdict is TRUSTED


def test_a_picture_beside_trusted_text_is_noted() -> None:
    photo = np.full((300, 500), 200, dtype=np.uint8)
    with open_document(
        maker().text(PLAN).image(photo, (50, 100, 500, 300)).bytes(), "test.pdf", SETTINGS
    ) as document:
        page = document.page(1)
    assert isinstance(page, ScanPage)
    assert page.layer.verdict is TRUSTED
    assert [issue.code for issue in page.issues] == ["picture_beside_text"]


def test_text_over_a_scan_of_other_text_does_not_replace_it() -> None:
    made = printed_sheet().text(PLAN, y=830, size=9)
    assert layer(made).verdict is OVERLAY


def test_few_words_over_a_scan_are_an_overlay() -> None:
    assert layer(printed_sheet().text(SIGNATURE, 300, 830, 7)).verdict is OVERLAY


@pytest.mark.parametrize(
    "garbage",
    [
        "Can cu Luat To chuc chinh quyen dia phuong ngay thang nam; Thuc hien ke hoach kiem soat",
        "kiém soat thii tuc hanh chinh, trién khai co ché mot cira lién thong va thuc hién",
        "The plan of the district for the control of administrative procedures and their review",
    ],
)
def test_wrong_ocr_and_other_languages_are_rejected(garbage: str) -> None:
    assert layer(maker().text([garbage])).verdict is REJECTED


def test_glyphs_without_meaning_are_rejected() -> None:
    assert layer(maker().text(["\ue012\ue045\ue0a1 \ue033\ue055 100%"])).verdict is REJECTED


def test_a_table_of_numbers_is_no_reason_for_distrust() -> None:
    assert layer(maker().text(["1.234 5.678 9.012", "TTHC 45 100% 2025"])).verdict is TRUSTED


def test_no_text_is_none() -> None:
    assert layer(printed_sheet()) == TextLayer(NONE, (), "There is no text layer")


def test_a_number_stamped_by_a_signature_is_read_and_its_attestation_is_not() -> None:
    number = maker().text(PLAN).widget(["565"], (100, 700, 140, 720))
    made = number.widget(SIGNATURE, (300, 790, 560, 830))
    found = layer(made)
    assert found.verdict is TRUSTED
    assert texts(found) == [*" ".join(PLAN).split(), "565"]
    with open_document(made.bytes(), "test.pdf", SETTINGS) as document:
        page = document.page(1)
        again = document.page(1)
    assert isinstance(page, ScanPage)
    assert isinstance(again, ScanPage)
    assert np.array_equal(page.image, again.image)
    scale = page.image.shape[1] / 595
    stamped = page.image[int((842 - 720) * scale) : int((842 - 700) * scale), int(100 * scale) :]
    attested = page.image[: int((842 - 790) * scale), int(300 * scale) :]
    assert stamped[:, : int(40 * scale)].min() < 200
    assert attested.min() == 255


def test_a_signed_scan_is_overlay_only_and_shows_no_attestation() -> None:
    made = printed_sheet().widget(SIGNATURE, (300, 790, 560, 830))
    found = layer(made)
    assert found.verdict is OVERLAY
    assert texts(found) == " ".join(SIGNATURE).split()


def test_hidden_annotations_stay_hidden() -> None:
    made = maker().text(PLAN).widget(["565"], (100, 700, 140, 720))
    made.page.obj.Annots[0].F = 2
    assert "565" not in texts(layer(made))


@pytest.mark.parametrize(
    ("verdicts", "whole"),
    [
        ([], NONE),
        ([None, None], NONE),
        ([TRUSTED, None, TRUSTED], TRUSTED),
        ([TRUSTED, REJECTED], REJECTED),
        ([OVERLAY, NONE], OVERLAY),
        ([TRUSTED, NONE], NONE),
        ([TRUSTED, OVERLAY, NONE], OVERLAY),
    ],
)
def test_summary(verdicts: list[LayerVerdict | None], whole: LayerVerdict) -> None:
    assert summary(verdicts) is whole


def expected(path: Path) -> LayerVerdict:
    if "born-digital" in path.name:
        return TRUSTED
    if "wrong-text-layer" in path.name:
        return REJECTED
    signed = ("bc23", "bc280", "ct01", "ct04", "ct07", "ct08", "ct16")
    return OVERLAY if any(f"-{name}-" in path.name for name in signed) else NONE


@needs_shared
@pytest.mark.parametrize("path", sorted(SHARED.glob("scans/*/*.pdf")), ids=lambda path: path.stem)
def test_verdict_on_every_real_and_synthetic_file(path: Path) -> None:
    with open_document(path.read_bytes(), path.name, SETTINGS) as document:
        assert document.layer is expected(path)


@needs_shared
@pytest.mark.parametrize(
    ("name", "read", "left_out"),
    [
        ("ministry-born-digital-05", {"11", "08", "/TB-UBND"}, "ttcbth@quangngai.gov.vn"),
        ("ministry-born-digital-534", {"565", "15", "/TB-UBND"}, "ttcbth@quangngai.gov.vn"),
    ],
)
def test_real_signed_born_digital(name: str, read: set[str], left_out: str) -> None:
    path = SHARED / "scans" / "real" / f"{name}.pdf"
    with open_document(path.read_bytes(), path.name, SETTINGS) as document:
        page = document.page(1)
    words = set(texts(page.layer))
    assert read <= words
    assert left_out not in words


@needs_shared
@pytest.mark.parametrize(
    ("name", "dpi", "shape", "bilevel"),
    [
        ("real/qn-ct01-100dpi", 100, (1176, 830, 3), False),
        ("real/qn-ct16-bilevel-10p", 300, (3533, 2487), True),
        ("synthetic/cu-lao-dung-2021--office-wrong-text-layer", 200, (2339, 1653, 3), False),
        ("synthetic/lao-cai-y-te-2024--fax", 200, (2339, 1653), True),
    ],
)
def test_real_resolutions(name: str, dpi: float, shape: tuple[int, ...], bilevel: bool) -> None:
    path = SHARED / "scans" / f"{name}.pdf"
    with open_document(path.read_bytes(), path.name, SETTINGS) as document:
        page = document.page(1)
    assert isinstance(page, ScanPage)
    assert (page.image.shape, page.bilevel) == (shape, bilevel)
    assert page.dpi == pytest.approx(dpi, rel=0.01)
