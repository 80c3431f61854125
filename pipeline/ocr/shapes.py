"""What shapes on paper tell that engines misread: Roman numerals, and the sign ‰."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.ocr.numerals import counted, is_numeral
from pipeline.ocr.pieces import Piece, find_pieces
from pipeline.ocr.signs import may_be_per_mille, per_mille
from pipeline.types.text import Line, LineImage, Word

_SLACK = 0.1  # of a word's width that its box may be off


def by_shape(image: LineImage, line: Line) -> Line:
    """Return the line as the shapes of its numerals and signs say.

    image  what the line was read from. ``raw`` and boxes of the words stay.
    """
    if not any(is_numeral(word) or may_be_per_mille(word) for word in line.words):
        return line
    pieces = find_pieces(image.image)
    border = (image.image.shape[1] - image.box.width) / 2
    words = (_shaped(word, pieces, image.box.x0 - border) for word in line.words)
    return replace(line, words=tuple(words))


def _shaped(word: Word, pieces: Sequence[Piece], left: float) -> Word:
    """``left``: where the image begins, in the frame of the word."""
    if not word.text:
        return word
    slack = _SLACK * word.box.width
    x0, x1 = word.box.x0 - left - slack, word.box.x1 - left + slack
    mine = [piece for piece in pieces if x0 <= (piece.x0 + piece.x1) / 2 <= x1]
    return per_mille(counted(word, mine), mine)
