"""What every OCR engine promises, whichever it is."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.errors import MissingError, OcrError, UsageError
from pipeline.ocr.both import BothEngine
from pipeline.ocr.engine import Engine, create_engine
from pipeline.ocr.replay import ReplayEngine, record
from pipeline.ocr.settings import OcrSettings
from pipeline.store.weights import load_recogniser
from pipeline.train.synth.fonts import font
from pipeline.types.geometry import Box
from pipeline.types.text import LineImage

TEXT = "Ban  2021  nhanh  quy  15"


def line_image(text: str, width: int = 420, x0: float = 100, y0: float = 300) -> LineImage:
    image = Image.new("L", (width, 50), 255)
    ImageDraw.Draw(image).text((6, 6), text, font=ImageFont.load_default(28), fill=10)
    box = Box(x0, y0, x0 + width - 12, y0 + 38, "clean")  # the image has a border of 6 px
    return LineImage(np.asarray(image), box)


def printed(text: str) -> LineImage:
    """A line of Times-like print without any wear, cut with a border of 6 pixels."""
    image = Image.new("L", (1200, 80), 255)
    ImageDraw.Draw(image).text((20, 55), text, font=font("Tinos", "r", 36.0), fill=0, anchor="ls")
    ink = np.argwhere(np.asarray(image) < 250)
    (top, left), (bottom, right) = ink.min(axis=0) - 6, ink.max(axis=0) + 7
    box = Box(300, 500, 300 + right - left - 12, 500 + bottom - top - 12, "clean")
    return LineImage(np.asarray(image)[top:bottom, left:right], box)


LINES = [line_image(TEXT), line_image(""), line_image("42", 80), line_image(TEXT, 12_000)]


@pytest.fixture(scope="module")
def tesseract() -> Engine:
    return create_engine(OcrSettings("tesseract"))


@pytest.fixture(scope="module")
def kehoach() -> Engine:
    return create_engine(OcrSettings("kehoach"), load_recogniser)


@pytest.fixture(params=["tesseract", "kehoach", "both", "null", "replay"])
def engine(request: pytest.FixtureRequest, tesseract: Engine, kehoach: Engine) -> Engine:
    made = {"tesseract": tesseract, "kehoach": kehoach, "both": BothEngine(kehoach, tesseract)}
    if request.param == "replay":
        return ReplayEngine(record(tesseract, LINES), tesseract.identity)
    return made[request.param] if request.param in made else create_engine(OcrSettings("null"))


def test_as_many_lines_come_out_as_go_in(engine: Engine) -> None:
    assert [line.box for line in engine.read(LINES)] == [line.box for line in LINES]
    assert engine.read([]) == []


def test_words_are_nfc_and_inside_their_line(engine: Engine) -> None:
    for image, line in zip(LINES, engine.read(LINES), strict=True):
        for word in line.words:
            assert word.text
            assert word.text == unicodedata.normalize("NFC", word.text)
            assert word.box.intersection(image.box) == word.box
        assert [w.box.x0 for w in line.words] == sorted(w.box.x0 for w in line.words)


def test_confidences_are_probabilities(engine: Engine) -> None:
    for line in engine.read(LINES):
        for word in line.words:
            assert 0 <= word.confidence <= 1
            assert len(word.char_confidences) in (0, len(word.raw))
            assert all(0 <= c <= 1 for c in word.char_confidences)
            assert all(0 <= a.confidence <= 1 for a in word.alternatives)
            assert word.text not in [a.text for a in word.alternatives]


def test_blank_paper_has_no_words(engine: Engine) -> None:
    assert engine.read(LINES)[1].words == ()


def test_the_identity_names_the_engine(engine: Engine) -> None:
    assert engine.identity


def test_tesseract_reads_print(tesseract: Engine) -> None:
    read = tesseract.read(LINES)
    assert read[0].text == " ".join(TEXT.split())
    assert read[2].text == "42"


def test_word_boxes_stand_where_the_ink_is(tesseract: Engine) -> None:
    image = line_image("ab    cd")
    first, second = tesseract.read([image])[0].words
    columns = np.flatnonzero((image.image < 128).any(axis=0))
    gap = np.flatnonzero(np.diff(columns) > 16)[0]
    border = (image.image.shape[0] - image.box.height) / 2
    left_end = image.box.x0 - border + columns[gap]
    right_start = image.box.x0 - border + columns[gap + 1]
    assert first.box.x1 == pytest.approx(left_end, abs=8)
    assert second.box.x0 == pytest.approx(right_start, abs=8)


def test_our_recogniser_reads_print(kehoach: Engine) -> None:
    text = "Số 15/KH-UBND ngày 28 tháng 02 năm 2025"
    (read,) = kehoach.read([printed(text)])
    assert read.text == text
    assert kehoach.read(LINES)[2].text == "42"


def test_our_words_stand_where_the_ink_is(kehoach: Engine) -> None:
    image = printed("Ủy ban")
    first, second = kehoach.read([image])[0].words
    ink = np.flatnonzero((image.image < 128).any(axis=0))
    gap = int(np.diff(ink).argmax())
    border = (image.image.shape[0] - image.box.height) / 2
    assert first.box.x1 == pytest.approx(image.box.x0 - border + ink[gap] + 1, abs=2)
    assert second.box.x0 == pytest.approx(image.box.x0 - border + ink[gap + 1], abs=2)
    assert first.box.y0 <= second.box.y0


def test_a_model_of_something_else_is_told(tmp_path: Path) -> None:
    (tmp_path / "other.onnx").write_bytes(b"no model")
    for name in ("other.onnx", "missing.onnx"):
        settings = OcrSettings("kehoach", recogniser=str(tmp_path / name))
        with pytest.raises(MissingError, match="recogniser"):
            create_engine(settings, load_recogniser)
    with pytest.raises(MissingError):
        create_engine(OcrSettings("kehoach"))


def test_replay_refuses_what_it_never_saw(tesseract: Engine) -> None:
    replay = ReplayEngine(record(tesseract, LINES[:1]), "x")
    with pytest.raises(OcrError):
        replay.read([line_image("other")])


def test_replay_moves_boxes_with_the_line(tesseract: Engine) -> None:
    replay = ReplayEngine(record(tesseract, LINES[:1]), "x")
    moved = replay.read([line_image(TEXT, x0=107, y0=311)])[0]
    original = replay.read(LINES[:1])[0]
    for a, b in zip(moved.words, original.words, strict=True):
        assert a.box == b.box.shifted(7, 11)


def test_an_unknown_engine_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="tesseract"):
        create_engine(OcrSettings("no-such-engine"))


def test_a_missing_model_says_what_to_install() -> None:
    with pytest.raises(MissingError, match="apt-get install"):
        create_engine(OcrSettings("tesseract", language="no-such-language"))
