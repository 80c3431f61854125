"""What a text layer is worth. It is judged, never believed.

none          no text at all.
overlay_only  a few words over a scan (a digital signature, a stamped number): read the scan.
rejected      OCR hidden under a scan, OCR in the wrong language, an unknown font encoding.
trusted       born digital: visible, Vietnamese, and it says what the page shows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.load.settings import LoadSettings
from pipeline.types.page import LayerVerdict, LayerWord, TextLayer
from pipeline.types.syllable import spelling

_BAD_CATEGORIES = {"Cc", "Cn", "Co", "Cs"}


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word of the layer and how it stands on the page.

    visible      a reader sees it: painted, not white, not under a picture of the page.
    attestation  part of a digital signature's own block (signer, e-mail, time of signing).
    """

    word: LayerWord
    visible: bool = True
    attestation: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one page's layer.

    cover            share of the page under images, 0-1.
    page_area        square points.
    unmapped         characters that the font gives no Unicode for.
    unexplained_ink  measures the share of ink outside the words; called only where it matters.
    """

    words: tuple[FoundWord, ...]
    cover: float
    page_area: float
    unmapped: int
    unexplained_ink: Callable[[tuple[LayerWord, ...]], float]


def judge(evidence: Evidence, settings: LoadSettings) -> TextLayer:
    """Judge the text layer of one page.

    A trusted layer holds the visible words without the attestation of a digital signature; the
    others hold every word, for whoever wants a second opinion.
    """
    everything = tuple(found.word for found in evidence.words)
    if not everything:
        return TextLayer(LayerVerdict.NONE, (), "There is no text layer")
    own = [found for found in evidence.words if not found.attestation]
    visible = tuple(found.word for found in own if found.visible)
    hidden = tuple(found.word for found in own if not found.visible)
    if _letters(hidden) > _letters(visible):
        reason = "The text is invisible: OCR laid under or over the picture of the page"
        return TextLayer(LayerVerdict.REJECTED, everything, reason)
    if _is_overlay(visible, evidence, settings):
        reason = f"Only {len(everything)} words are laid over the picture of the page"
        return TextLayer(LayerVerdict.OVERLAY_ONLY, everything, reason)
    complaint = _complaint(_joined(visible), evidence.unmapped, settings)
    if complaint:
        return TextLayer(LayerVerdict.REJECTED, everything, complaint)
    pictured = evidence.cover >= settings.picture_cover
    if pictured and evidence.unexplained_ink(visible) > settings.max_unexplained_ink:
        reason = "The picture of the page shows much that the text layer does not say"
        return TextLayer(LayerVerdict.OVERLAY_ONLY, everything, reason)
    return TextLayer(LayerVerdict.TRUSTED, visible, _praise(len(everything) - len(visible)))


def judge_text(text: str, settings: LoadSettings) -> TextLayer:
    """Judge a text layer that came without its page; its words have no boxes, so none are given."""
    if not text.strip():
        return TextLayer(LayerVerdict.NONE, (), "The page holds no text")
    complaint = _complaint(text, 0, settings)
    if complaint:
        return TextLayer(LayerVerdict.REJECTED, (), complaint)
    return TextLayer(LayerVerdict.TRUSTED, (), "The text is spelt as Vietnamese is")


def _is_overlay(visible: tuple[LayerWord, ...], evidence: Evidence, settings: LoadSettings) -> bool:
    if not visible:
        return True
    if evidence.cover < settings.picture_cover:
        return False
    area = sum(word.box.area for word in visible)
    few = len(visible) <= settings.overlay_max_words
    return few or area <= settings.overlay_max_area * evidence.page_area


def _complaint(text: str, unmapped: int, settings: LoadSettings) -> str:
    """Say what is wrong with the text, "" when nothing is."""
    printed = [char for char in text if not char.isspace()]
    bad = sum(unicodedata.category(char) in _BAD_CATEGORIES or char == "\ufffd" for char in printed)
    if max(bad, unmapped) > settings.max_bad_chars * len(printed):
        return "Many characters of the text layer have no Unicode meaning"
    counts = spelling(text)
    if counts.words < settings.judge_min_words:
        return ""
    if counts.syllable_share < settings.min_syllables:
        share = f"{counts.syllable_share:.0%}"
        return f"Only {share} of the words are Vietnamese syllables: wrong OCR or a legacy font"
    if counts.marked_share < settings.min_marked:
        return f"Only {counts.marked_share:.0%} of the words carry a Vietnamese mark"
    return ""


def _praise(left_out: int) -> str:
    said = "Born digital: visible Vietnamese text that covers what the page shows"
    return f"{said}; {left_out} hidden or signature words left out" if left_out else said


def _joined(words: tuple[LayerWord, ...]) -> str:
    return " ".join(word.text for word in words)


def _letters(words: tuple[LayerWord, ...]) -> int:
    return sum(len(word.text) for word in words)
