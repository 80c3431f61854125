"""A bare text layer, from its lines to paragraphs and tables: repaired first, then put in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.diacritics.fluency import Fluency
from pipeline.diacritics.lexicon import Lexicon
from pipeline.diacritics.text import TextRepairer
from pipeline.diacritics.words import tokens_of
from pipeline.fields.plain_headings import known_heading, like_heading
from pipeline.flow.page import PageReading
from pipeline.flow.results import text_page_result
from pipeline.ocr.plain import plain_paragraphs
from pipeline.tables.rebuild import Clues, rebuild
from pipeline.types.page import TextPage
from pipeline.types.table import Table
from pipeline.types.text import MendedLine, Paragraph

_OPEN_LABELS = re.compile(r"\([^()]*:[^()]*$")
_LONGEST_REST = 500  # characters; labels in brackets are shorter
_NUMBERED = re.compile(r"\s*(?:\d+(?:\.\d+)*[.)]|[a-zđ][.)]|[-+•])\s")

_ITEM = re.compile(r"\s*(?:\d+(?:\.\d+)*[.)]|[a-zđ]\)|[-+•])\s")  # "y." may end a sentence


def repaired(pages: Sequence[TextPage], repairer: TextRepairer | None) -> tuple[TextPage, ...]:
    """Return the pages with the marks of their words put right; None: as they are."""
    if repairer is None:
        return tuple(pages)
    every = iter(repairer.mend([line for page in pages for line in page.lines]))
    mended = [tuple(next(every) for _ in page.lines) for page in pages]
    return tuple(
        replace(page, lines=tuple(line.text for line in lines), mended=lines)
        for page, lines in zip(pages, mended, strict=True)
    )


def text_readings(raw: Sequence[TextPage], pages: Sequence[TextPage]) -> list[PageReading]:
    """Return a reading of each page: its text as it came and repaired."""
    readings = []
    for before, page in zip(raw, pages, strict=True):
        result = replace(text_page_result(page), raw_text="\n".join(before.lines))
        paragraphs = plain_paragraphs(_lines(page), page.number)
        readings.append(PageReading(result, paragraphs, verdict=page.layer.verdict))
    return readings


def text_items(pages: Sequence[TextPage], lexicon: Lexicon | None) -> tuple[Paragraph | Table, ...]:
    """Return paragraphs and tables of repaired pages in reading order.

    Without a language model (None), only widths and words of the columns tell where cells end.
    """
    clues = Clues(_says_nothing, known_heading, like_heading)
    if lexicon is not None:
        clues = Clues(
            Fluency(lexicon), known_heading, like_heading, knows(lexicon), capital(lexicon)
        )
    items: list[Paragraph | Table] = []
    for item in rebuild([(page.number, _lines(page)) for page in pages], clues):
        if isinstance(item, Table):
            items.append(item)
            continue
        for paragraph in plain_paragraphs(item[1], item[0]):
            before = items[-1] if items else None
            if isinstance(before, Paragraph) and _goes_on(before.text, paragraph.text):
                items[-1] = _joined(before, paragraph)
            else:
                items.append(paragraph)
    return tuple(items)


def _lines(page: TextPage) -> tuple[MendedLine, ...]:
    return page.mended or tuple(map(MendedLine, page.lines))


def _goes_on(before: str, after: str) -> bool:
    """Whether a paragraph goes on in the next: inside brackets of labels, or over a page's end.

    "… (Sản phẩm: Kế hoạch; Cơ quan chủ trì:" is closed by what follows; "… theo hướng dẫn của cơ
    quan thú" over "y." is one sentence.
    """
    if _OPEN_LABELS.search(before):
        return ")" in after and len(after) < _LONGEST_REST
    begun = before[-1:].isalpha() and _NUMBERED.match(before) is not None
    return begun and after[:1].islower() and _ITEM.match(after) is None


def _joined(before: Paragraph, after: Paragraph) -> Paragraph:
    return replace(
        before,
        text=f"{before.text} {after.text}",
        raw=f"{before.raw} {after.raw}",
        confidence=before.confidence * after.confidence,
        places=before.places + after.places,
        words=before.words + after.words,
    )


def knows(lexicon: Lexicon) -> Callable[[str], bool]:
    """Return whether a word is one of the language model's, or a number."""

    def known(word: str) -> bool:
        parts = [token for token in tokens_of(word) if token[0].isalnum()]
        mixed = len(parts) > 1 and word.strip(".,;:()").isalnum()  # "1A"
        return not mixed and all(part[0].isdigit() or lexicon.knows(part.lower()) for part in parts)

    return known


def capital(lexicon: Lexicon) -> Callable[[str], float]:
    """Return how usual it is to write a word as it is written inside a sentence, in nats."""

    def inside(word: str) -> float:
        return lexicon.spoken(word).weights[0] if word[:1].isupper() else 0.0

    return inside


def _says_nothing(_before: tuple[str, ...], _after: tuple[str, ...]) -> float:
    return 0.0
