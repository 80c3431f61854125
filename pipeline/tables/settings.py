"""Settings of the tables stage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableSettings:
    """What the tables stage looks for. Lengths are in typographic points (1/72 inch).

    Defaults were chosen on 170 pages of plans: office and flatbed scans, 1-bit fax, photographs
    and forty-year-old paper at 100-300 dpi, text set in 12-14 pt.

    working_dpi          rules are sought at this resolution at most; finer pages are reduced first.
    rule_contrast        least darkness of a rule against its surroundings, gray levels 0-255.
    rule_thickness_pt    thickest stroke still taken for a rule.
    horizontal_run_pt    shortest piece of a horizontal rule (a word's width cannot pass for one).
    vertical_run_pt      shortest piece of a vertical rule: taller than capitals of 14 pt.
    touch_pt             gap across which two rules still meet.
    merge_pt             parallel rules nearer than this are one border (doubled rules).
    min_column_pt        narrowest column.
    min_row_pt           lowest row: one line of the smallest print seen in annexes.
    min_table_width_pt   narrowest table: wider than the frame of an incoming-mail stamp.
    min_table_height_pt  lowest table.
    border_cover         share of a cell's side that must be ruled for the side to be a border.
    find_open_columns    also find tables with horizontal rules only, columns told by white gaps.
    gutter_pt            narrowest white gap between two columns of such a table.
    column_tolerance     how far a column border may move between pages, share of the table width.
    header_likeness      least similarity (0-1) at which a row repeats the header.
    """

    working_dpi: float = 200.0
    rule_contrast: float = 24.0
    rule_thickness_pt: float = 4.0
    horizontal_run_pt: float = 16.0
    vertical_run_pt: float = 12.0
    touch_pt: float = 5.0
    merge_pt: float = 5.0
    min_column_pt: float = 12.0
    min_row_pt: float = 6.0
    min_table_width_pt: float = 200.0
    min_table_height_pt: float = 18.0
    border_cover: float = 0.6
    find_open_columns: bool = True
    gutter_pt: float = 6.0
    column_tolerance: float = 0.025
    header_likeness: float = 0.8
