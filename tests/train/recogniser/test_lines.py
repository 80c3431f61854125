"""Lines to train on: every letter seen, the same for the same seed, like those cut from scans."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.ocr.strip import HEIGHT, strip_of
from pipeline.train.language.corpus import kept_aside
from pipeline.train.recogniser.alphabet import ALPHABET, MARKED, is_known, normal, numbers_of
from pipeline.train.recogniser.alphabet import text_of as text_of_numbers
from pipeline.train.recogniser.batches import Plan, draw, stream
from pipeline.train.recogniser.fragments import FRAGMENTS, filled_form
from pipeline.train.recogniser.handwriting import WRITTEN, by_hand, in_print, written
from pipeline.train.recogniser.texts import Texts, composed, gather
from pipeline.train.recogniser.wearing import worn_line
from pipeline.train.synth.dice import Dice


@pytest.fixture(scope="module")
def texts() -> Texts:
    return gather([composed()], "test")


def test_the_alphabet_holds_all_marked_letters_once() -> None:
    assert len(MARKED) == 67
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert {c for c in MARKED.upper() if c in ALPHABET} == set(MARKED.upper())
    assert text_of_numbers(numbers_of("Số 15/KH-UBND")) == "Số 15/KH-UBND"


def test_texts_come_in_one_spelling() -> None:
    assert normal("quy\u0301\u00a0 2‑3") == "quý 2-3"
    assert not is_known("中")


def test_every_fragment_can_be_read() -> None:
    dice = Dice("fragments")
    for kind in FRAGMENTS:
        for _ in range(60):
            assert is_known(normal(kind(dice))), kind


def test_blanks_are_filled_by_hand_and_told_in_print() -> None:
    dice = Dice("forms")
    for _ in range(40):
        form = filled_form(dice)
        assert WRITTEN.search(form), form
        assert is_known(normal(in_print(form)))
    assert in_print(by_hand("Số: 15/KH")) == "Số: 15/KH"
    for digit in "0123456789":
        ink = (written(by_hand(digit), 40, dice) < 128).mean()
        assert 0.05 < ink < 0.7


def test_lines_show_every_letter_in_both_cases(texts: Texts) -> None:
    dice = Dice("letters")
    seen = set("".join(texts.line(dice) for _ in range(6000)))
    assert set(MARKED + MARKED.upper()) - seen == set()
    assert set('0123456789.,;:()/-%+“”"') - seen == set()


def test_lines_kept_aside_are_never_taken() -> None:
    lines = [f"dòng thứ {i}" for i in range(200)]
    taken = gather([lines], "test").corpora[0]
    assert taken
    assert not any(kept_aside(line) for line in taken)


def test_lines_fit_the_paper(texts: Texts) -> None:
    dice = Dice("fit")
    lines = [texts.line(dice) for _ in range(300)]
    assert all(line and line == normal(line) for line in lines)
    assert max(map(len, lines)) <= 96
    short = [texts.line(dice, growth=0.1) for _ in range(300)]
    assert np.mean([len(line) for line in short]) < 0.7 * np.mean([len(line) for line in lines])


def test_the_same_seed_gives_the_same_pixels(texts: Texts) -> None:
    plan = Plan("seed", size=4)
    first, again, other = draw(texts, plan, 3), draw(texts, plan, 3), draw(texts, plan, 4)
    assert [b.texts for b in first] == [b.texts for b in again]
    for one, same in zip(first, again, strict=True):
        np.testing.assert_array_equal(one.images, same.images)
    assert [b.texts for b in first] != [b.texts for b in other]


def test_a_stream_goes_on_where_it_stopped(texts: Texts) -> None:
    plan = Plan("seed", size=2)
    whole = [(n, b.texts) for (n, b), _ in zip(stream(texts, plan, 0, 0), range(24), strict=False)]
    later = next(iter(stream(texts, plan, 1, 0)))
    assert (later[0], later[1].texts) == next(item for item in whole if item[0] == 1)


def test_more_makers_give_the_same_batches(texts: Texts) -> None:
    plan = Plan("seed", size=1)
    alone, together = stream(texts, plan, 0, 0), stream(texts, plan, 0, 2)
    for _ in range(12):
        (number, one), (same_number, same) = next(alone), next(together)
        assert (number, one.texts) == (same_number, same.texts)
    together.close()  # type: ignore[attr-defined]


def test_batches_hold_ink_and_white_paper(texts: Texts) -> None:
    for batch in draw(texts, Plan("ink", size=4), 0):
        assert batch.images.shape[1] == HEIGHT
        for image, width, text in zip(batch.images, batch.widths, batch.texts, strict=True):
            assert (image[:, width:] == 255).all()
            assert (image[:, :width] < 255).any() or not text


@pytest.mark.parametrize("growth", [0.1, 1.0])
def test_worn_lines_keep_their_ink(growth: float) -> None:
    dice = Dice(f"worn {growth}")
    dark = []
    for _ in range(40):
        line = worn_line("Ủy ban nhân dân", dice, growth)
        assert line.image.shape[0] > line.box.height
        strip = strip_of(line)
        dark.append(0.0 if strip is None else (strip.image < 160).mean())
    assert 0.08 < np.mean(dark) < 0.4
    assert np.median(dark) > 0.08


def test_an_empty_text_prints_nothing() -> None:
    dice = Dice("empty")
    inked = [(worn_line("", dice).image < 128).mean() for _ in range(20)]
    assert max(inked) < 0.35
