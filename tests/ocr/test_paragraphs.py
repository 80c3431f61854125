"""Lines of a page as paragraphs: what stands alone, what goes on."""

from __future__ import annotations

from pipeline.ocr.paragraphs import continues, group_paragraphs, is_page_number, merged
from pipeline.types.geometry import Box
from pipeline.types.text import Line, Word

X = 20.0  # x-height, pixels; the column reaches from 100 to 1300


def line(text: str, left: float, right: float, y: float) -> Line:
    box = Box(left, y, right, y + 30, "clean")
    return Line((Word(text, text, box, 0.99),), box)


def test_a_page_number_stands_alone_above_an_item_that_fills_its_line() -> None:
    page = [
        line("2", 690, 710, 50),
        line(
            "b) Rà soát, công bố danh mục quỹ đất sạch, đất chưa sử dụng dọc tuyến", 140, 1300, 90
        ),
        line("nối thị xã để kêu gọi đầu tư.", 100, 600, 140),
        line("c) Báo cáo kết quả.", 160, 500, 190),
    ]
    number, item, last = group_paragraphs(page, 2, X)
    assert is_page_number(number)
    assert item.text.startswith("b) Rà soát")
    assert item.text.endswith("đầu tư.")
    assert last.text == "c) Báo cáo kết quả."


def test_a_paragraph_goes_on_over_a_page_break_unless_it_ended() -> None:
    [open_end] = group_paragraphs([line("Các sở, ban, ngành phối hợp", 100, 1300, 900)], 1, X)
    [goes_on] = group_paragraphs([line("thực hiện Kế hoạch này.", 100, 700, 60)], 2, X)
    [item] = group_paragraphs([line("b) Báo cáo kết quả.", 160, 700, 60)], 2, X)
    assert continues(open_end, goes_on)
    assert merged(open_end, goes_on).text == "Các sở, ban, ngành phối hợp thực hiện Kế hoạch này."
    assert not continues(goes_on, item)
