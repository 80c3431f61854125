"""Rows of a text layer without geometry: put together again, nothing lost, doubt told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diacritics.fluency import Fluency
from pipeline.fields.plain_headings import known_heading, like_heading
from pipeline.flow.textlayer import capital, knows
from pipeline.store.weights import load_lexicon
from pipeline.tables.rebuild import Clues, rebuild
from pipeline.tables.rebuild.grid import DOUBTFUL
from pipeline.types.table import Table
from pipeline.types.text import MendedLine

LEXICON = load_lexicon()
CLUES = Clues(Fluency(LEXICON), known_heading, like_heading, knows(LEXICON), capital(LEXICON))
SILENT = Clues(lambda _before, _after: 0.0, known_heading, like_heading)
HEADER = "STT Nội dung công việc Đơn vị chủ trì Thời gian thực hiện"
ACROSS = [
    "II. NỘI DUNG THỰC HIỆN",
    HEADER,
    "I CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
    "Xây dựng kế hoạch kiểm tra việc thực Văn phòng HĐND",
    "1 hiện nhiệm vụ kiểm soát thủ tục hành và UBND huyện Tháng 01/2025",
    "chính năm 2025 trên địa bàn huyện.",
    "Ban hành văn bản hướng dẫn các xã",
    "2 rà soát, đánh giá thủ tục hành chính Phòng Tư pháp Thường xuyên",
    "thuộc phạm vi quản lý.",
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Giao Văn phòng theo dõi.",
]
BLOCKS = [
    "STT", "", "Nội dung công việc", "", "Đơn vị chủ trì", "", "Thời gian thực hiện", "",
    "Xây dựng kế hoạch kiểm tra việc thực", "hiện nhiệm vụ kiểm soát thủ tục hành",
    "chính năm 2025.", "",
    "Văn phòng HĐND", "và UBND huyện", "", "Tháng 01/2025", "",
    "Ban hành văn bản hướng dẫn các xã", "rà soát, đánh giá thủ tục hành chính.", "",
    "Phòng Tư pháp", "", "Thường xuyên",
]  # fmt: skip


def rows(table: Table) -> list[list[str]]:
    texts: dict[int, list[str]] = {}
    for cell in table.cells:
        texts.setdefault(cell.row, []).append(cell.text)
    return [texts[row] for row in sorted(texts)]


def told(lines: list[str]) -> list[MendedLine]:
    return [MendedLine(line) for line in lines]


def only_table(lines: list[str]) -> Table:
    [table] = [item for item in rebuild([(1, told(lines))], CLUES) if isinstance(item, Table)]
    return table


def test_lines_that_run_across_the_cells() -> None:
    table = only_table(ACROSS)
    assert rows(table) == [
        ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian thực hiện"],
        ["I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"],
        ["1", "Xây dựng kế hoạch kiểm tra việc thực hiện nhiệm vụ kiểm soát thủ tục hành chính năm "
         "2025 trên địa bàn huyện.", "Văn phòng HĐND và UBND huyện", "Tháng 01/2025"],
        ["2", "Ban hành văn bản hướng dẫn các xã rà soát, đánh giá thủ tục hành chính thuộc phạm "
         "vi quản lý.", "Phòng Tư pháp", "Thường xuyên"],
    ]  # fmt: skip
    assert not table.doubtful_rows


def test_cells_that_stand_one_below_the_other() -> None:
    table = only_table(BLOCKS)
    assert [row[1:] for row in rows(table)[1:]] == [
        ["Xây dựng kế hoạch kiểm tra việc thực hiện nhiệm vụ kiểm soát thủ tục hành chính năm "
         "2025.", "Văn phòng HĐND và UBND huyện", "Tháng 01/2025"],
        ["Ban hành văn bản hướng dẫn các xã rà soát, đánh giá thủ tục hành chính.",
         "Phòng Tư pháp", "Thường xuyên"],
    ]  # fmt: skip
    assert table.doubtful_rows == (1, 2)  # their numbers were lost
    assert {cell.confidence for cell in table.cells if cell.row} == {DOUBTFUL}


def test_bars_are_borders() -> None:
    barred = [line.replace(" Văn phòng", " | Văn phòng").replace(" Phòng", " | Phòng")
              for line in ACROSS]  # fmt: skip
    assert rows(only_table(barred)) == rows(only_table(ACROSS))


def test_dirt_is_no_word_and_stays_in_the_raw_text() -> None:
    dirty = [*ACROSS]
    dirty[3] = dirty[3].replace(" Văn phòng", " , \\ n . Văn phòng")
    dirty.insert(4, ", A r 1A .")
    table = only_table(dirty)
    assert rows(table) == rows(only_table(ACROSS))
    raw = " ".join(cell.raw for cell in table.cells)
    assert ", \\ n ." in raw
    assert ", A r 1A ." in raw
    assert table.doubtful_rows == (2,)


def test_a_capital_that_sentences_do_not_have_makes_a_row_doubtful() -> None:
    lines = [*ACROSS]
    lines[5] = "chính năm 2025 Bảo vệ môi trường."
    assert only_table(lines).doubtful_rows == (2,)
    assert not only_table(ACROSS).doubtful_rows


def test_a_long_cell_in_blocks_is_one_cell() -> None:
    lines = [*BLOCKS[:8], "Tổ chức tiếp nhận hồ sơ, giải quyết", "và trả kết quả thủ tục hành"]
    lines += ["chính qua dịch vụ công trực tuyến", "trên Cổng Dịch vụ công của tỉnh"] * 4
    lines += ["", *BLOCKS[12:16], *BLOCKS[16:]]
    assert len(rows(only_table(lines))) == 3


def test_a_header_is_known_by_some_of_its_words() -> None:
    torn = ["Bộ phận Thời gian", "STT Nội dung thực hiện đảm nhiệm hoàn thành", *ACROSS[2:9]]
    assert rows(only_table(torn))[1:] == rows(only_table(ACROSS))[1:]


def test_a_column_of_numbers_below_the_header_is_no_row() -> None:
    numbered = [*ACROSS[:2], "(1) (2) (3) (4)", *ACROSS[2:]]
    assert rows(only_table(numbered)) == rows(only_table(ACROSS))


def test_text_around_a_table_stays_text() -> None:
    items = rebuild([(1, told(ACROSS))], CLUES)
    assert [type(item) is Table for item in items] == [False, True, False]
    assert items[0] == (1, (MendedLine("II. NỘI DUNG THỰC HIỆN"),))
    assert items[2] == (1, tuple(told(["III. TỔ CHỨC THỰC HIỆN", "1. Giao Văn phòng theo dõi."])))


def test_a_header_printed_again_is_no_row() -> None:
    pages = [(1, told(ACROSS[:6])), (2, told([HEADER, *ACROSS[6:9]]))]
    [table] = [item for item in rebuild(pages, CLUES) if isinstance(item, Table)]
    assert rows(table) == rows(only_table(ACROSS))


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [""],
        ["   "],
        ["Căn cứ Luật Đất đai;", "1. Mục đích"],
        ["Đơn vị phối hợp: Sở Công Thương; Thời gian hoàn thành: trước ngày 15/1."],
        ["a) Sở Công Thương chủ trì, phối hợp với các cơ quan, đơn vị có liên quan hỗ"],
    ],
)
def test_without_headings_there_is_no_table(lines: list[str]) -> None:
    assert not [item for item in rebuild([(1, told(lines))], CLUES) if isinstance(item, Table)]


SAID = " ".join(ACROSS[3:9]).split()
WORDS = st.sampled_from([*SAID, "|", "II", "3", "-", "100%", "AN NINH", ""])
LINES = st.lists(st.lists(WORDS | st.text(max_size=6), max_size=9).map(" ".join), max_size=7)


@settings(max_examples=40, deadline=None)
@given(LINES)
def test_any_lines_below_a_header_keep_every_word(lines: list[str]) -> None:
    begun = ACROSS[2]  # a line of words that headings are made of would still be the header
    items = rebuild([(1, told([HEADER, begun, *lines]))], SILENT)
    kept = ""
    for item in items:
        if isinstance(item, Table):
            kept += "".join(cell.raw for cell in item.cells if cell.row)
        else:
            kept += "".join(line.text for line in item[1])
    letters = [char for char in "".join([begun, *lines]) if char.isalpha()]
    lost = len(letters) - sum(map(str.isalpha, kept))
    assert lost <= 3 * len(lines)  # only a line of dirt may go
