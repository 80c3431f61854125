"""Lines set anew with the words of PDF files, and tones set as other fonts set them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import InputNotFoundError
from pipeline.ocr.strip import strip_of
from pipeline.train.recogniser.marks import bare, parted
from pipeline.train.recogniser.texts import composed, gather
from pipeline.train.recogniser.typecase import Case, cases_of
from pipeline.train.recogniser.wearing import worn_print
from pipeline.train.synth.dice import Dice
from tests.load.made import maker, saved
from tests.test_born_digital import PROSE


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Case, ...]:
    page = maker()
    page.text(PROSE * 3, 60, 760)
    page.page.Contents = page.pdf.make_stream(page.content)
    path = tmp_path_factory.mktemp("printed") / "plan.pdf"
    path.write_bytes(saved(page.pdf))
    return cases_of([path])


def test_words_are_cut_with_their_ink(cases: tuple[Case, ...]) -> None:
    (case,) = cases
    words = set(" ".join(PROSE).split())
    assert {cast.text for cast in case.words} <= words
    assert len({cast.text for cast in case.words}) > 0.8 * len(words)
    for cast in case.words:
        assert (cast.image < 128).any()
        assert (cast.image[0] == 255).all()
        above, below = cast.image[: case.base], cast.image[case.base :]
        assert (above < 128).sum() >= (below < 128).sum()


def test_lines_are_set_with_them_and_worn(cases: tuple[Case, ...]) -> None:
    dice = Dice("set")
    for _ in range(10):
        text, printed = cases[0].line(dice, 30)
        assert 28 <= len(text) < 60
        assert strip_of(worn_print(printed, dice)) is not None
    assert cases[0].line(Dice("same"), 20)[0] == cases[0].line(Dice("same"), 20)[0]


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(InputNotFoundError):
        cases_of([Path("no-such.pdf")])


def test_without_files_lines_come_from_fonts_alone() -> None:
    assert gather([composed()], "test").cases == cases_of([]) == ()


def test_tones_part_from_hats_only() -> None:
    assert parted("ể") == ("ê", "\u0309")
    assert parted("Ắ") == ("Ă", "\u0301")
    assert [parted(letter)[1] for letter in "éêọệớũđa"] == [""] * 8
    assert bare("Triển khai Ố ộ") == "Triên khai Ô ộ"
    assert np.all([len(bare(word)) == len(word) for word in PROSE])
