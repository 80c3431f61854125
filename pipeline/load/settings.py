"""Settings of the load stage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoadSettings:
    """Limits against hostile or broken files, and what a text layer must show to be believed.

    Figures: 21 born-digital pages, 20 pages of wrong OCR (12 of them bare text), 7 signed scans.

    max_file_bytes         bytes; a longer file is refused.
    max_pages              pages of one document; more is refused before any is read: a document is
                           written whole, so all it holds waits in memory until its last page.
    max_page_pixels        pixels of one page image. 120 million hold an A3 sheet at 600 dpi
                           (70 million) and cost at most 360 MB while that page is looked at.
    render_dpi             dpi at which pages without a scan (born digital) are drawn.
    low_dpi                dpi below which the page carries a ``low_resolution`` note.
    scan_cover             share of the page that images must cover for it to count as a scan
                           (all sample scans: 1.0; chosen, no sample lies near it).
    picture_cover          share from which pictures may hold text that the layer does not: the
                           ink outside the layer's words is then weighed (chosen, not measured).
    overlay_max_words      words; a visible layer over a picture with no more is an overlay …
    overlay_max_area       … and so is one whose words take at most this share of the page. The
                           signature blocks of the signed scans have 11-34 words on 0.002-0.007
                           of the page; a layer of OCR has 286-543 words on 0.12-0.26.
    max_unexplained_ink    share of the dark pixels outside the layer's words up to which a
                           layer over a picture says all that is to be read. Born digital pages:
                           0-0.32 (rules of tables); signed scans: 1.0.
    judge_min_words        words; fewer say nothing about language or encoding.
    min_syllables          share of words that must be well-formed Vietnamese syllables. Born
                           digital pages: 0.99-1.00; OCR in the wrong language: 0.53-0.70.
    min_marked             share of words that must carry a Vietnamese mark. Born digital pages:
                           0.85-0.95; wrong OCR: 0.05-0.14.
    max_bad_chars          share of characters without meaning in Unicode (replacement
                           characters, private use, controls, glyphs without a code).
    """

    max_file_bytes: int = 1_073_741_824
    max_pages: int = 5_000
    max_page_pixels: int = 120_000_000
    render_dpi: float = 200.0
    low_dpi: float = 140.0
    scan_cover: float = 0.7
    picture_cover: float = 0.2
    overlay_max_words: int = 25
    overlay_max_area: float = 0.03
    max_unexplained_ink: float = 0.5
    judge_min_words: int = 12
    min_syllables: float = 0.8
    min_marked: float = 0.5
    max_bad_chars: float = 0.05
