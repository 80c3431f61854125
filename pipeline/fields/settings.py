"""Settings of the fields stage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldSettings:
    """How sure the mapping of columns has to be.

    header_weight       share of the header's words in a column's score, 0-1; the rest is what the
                        column contains.
    min_header          similarity (0-1) below which a header says nothing about the field.
    header_margin       a field whose headings fit by this much (0-1) less than the best ones is no
                        candidate by heading: "Đơn vị thực hiện" and "Thời gian thực hiện" share
                        half their words and are 0.75 alike.
    min_assign          score (0-1) below which a column stays without a field of its own.
    fuzzy_role          similarity (0-1) at which two syllables count as a misread role word
                        ("phối hợp", "chủ trì"); 0.85 allows one wrong letter.
    """

    header_weight: float = 0.7
    min_header: float = 0.72
    header_margin: float = 0.15
    min_assign: float = 0.4
    fuzzy_role: float = 0.85
