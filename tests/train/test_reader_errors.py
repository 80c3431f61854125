"""What a reader takes for what, from lines whose print is known."""

from __future__ import annotations

from pipeline.diacritics.confusions import errors_from_json, errors_to_json
from pipeline.train.reader_errors.learn import learn
from pipeline.train.reader_errors.pairs import Pair
from pipeline.types.geometry import Box
from pipeline.types.text import Word

BOX = Box(0, 0, 10, 10, "clean")


def pair(printed: str, read: str, doubtful: str = "") -> Pair:
    """Return a line in which the letters ``doubtful`` were read with 0.2."""
    return Pair(
        printed,
        tuple(
            Word(text, text, BOX, 1.0, tuple(0.2 if c in doubtful else 1.0 for c in text))
            for text in read.split()
        ),
    )


PAIRS = [
    *[pair("tổng số thủ tục hành chính", "tông số thủ tục hành chính", "ô")] * 25,
    *[pair("một số thủ tục", "một số thủ tục")] * 40,
    *[pair("chương trình", "chưong trình", "o")] * 3,
    *[pair("văn phòng", "vănphòng")] * 2,
    pair("hoàn toàn khác", "xyz abc"),
]


def test_changes_come_with_their_share_of_the_errors() -> None:
    errors = learn(PAIRS)
    assert [change.meant for change in errors.changes["ô"]] == ["ổ"]
    assert [change.meant for change in errors.changes["o"]] == ["ơ"]
    assert errors.changes["ô"][0].weight > errors.changes["o"][0].weight
    assert "x" not in errors.changes, "a line of which nothing is right was not read at all"


def test_unsure_letters_are_known_to_be_wrong_more_often() -> None:
    errors = learn(PAIRS)
    assert errors.sure(0.2) < errors.sure(0.9995)
    assert errors.doubt(0.2) > errors.doubt(0.9995)
    assert errors.joined > errors.split


def test_the_model_is_the_same_after_it_was_written_and_read() -> None:
    text = errors_to_json(learn(PAIRS))
    assert errors_to_json(errors_from_json(text)) == text
