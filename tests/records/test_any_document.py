"""Any sequence of paragraphs and tables: never a failure, keys of their own, sound confidences."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.records import FieldReader, RecordSettings, build_records
from pipeline.records.flags import FLAGS
from pipeline.types.table import Table
from pipeline.types.text import Paragraph
from tests.records.sheets import LETTERHEAD, document, prose, table
from tests.records.test_prose import records

NUMBERS = ("", "", "I. ", "II.", "A. ", "1. ", "1.", "2.1. ", "a) ", "b)", "€) ", "- ", "-", "+ ")
WORDS = (
    "", "", "NHIỆM VỤ TRỌNG TÂM", "Công tác tuyên truyền", "Xây dựng đề án, trình UBND tỉnh.",
    "và các đơn vị có liên quan", "(nếu có)", "Đơn vị chủ trì: Sở Y tế; Thời gian: Quý II/2024.",
    "Đơn vị chủ trì:", "Kinh phí: 20 triệu đồng", "Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính",
    "TỔ CHỨC THỰC HIỆN", "MỤC ĐÍCH, YÊU CẦU", "100% cơ sở", ":", ";",
)  # fmt: skip
TEXTS = st.builds(str.__add__, st.sampled_from(NUMBERS), st.sampled_from(WORDS)) | st.text(
    max_size=20
)
PARAGRAPHS = st.builds(
    lambda text, page, centered: Paragraph(
        text, text, 0.9, prose(text, page=page)[0].places if page else (), centered=centered
    ),
    TEXTS,
    st.integers(0, 2),
    st.booleans(),
)
CELLS = st.sampled_from(["", "1", "I", "Ban hành kế hoạch", "Sở Y tế", "Quý II/2024", "NHIỆM VỤ"])
HEADER = ["STT", "Nội dung công việc", "Cơ quan chủ trì", "Thời gian hoàn thành"]
TABLES = st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=4).map(
    lambda rows: table([HEADER, *rows])
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(PARAGRAPHS | TABLES, max_size=9))
def test_any_document_gives_records(read: FieldReader, items: list[Paragraph | Table]) -> None:
    found = build_records(document(*items), LETTERHEAD, read, RecordSettings()).records
    for record in found:
        assert set(record.flags) <= set(FLAGS)
        assert all(0.0 <= e.confidence <= 1.0 for e in record.evidence.values())
    prose_keys = [record.key for record in found if record.table_index is None]
    assert len(set(prose_keys)) == len(prose_keys)


def test_a_number_parted_from_its_words_is_theirs(read: FieldReader) -> None:
    labels = "Đơn vị chủ trì: Sở Y tế; Thời gian: Quý II/2024."
    [record] = records(read, "II. NHIỆM VỤ", "1.", "Khám sàng lọc cho người cao tuổi.", labels)
    assert (record.no, record.content) == ("1", "Khám sàng lọc cho người cao tuổi.")


def test_a_number_whose_words_were_lost_still_has_its_labels(read: FieldReader) -> None:
    labels = "Đơn vị chủ trì: Sở Y tế; Thời gian: Quý II/2024."
    [record] = records(read, "II. NHIỆM VỤ", "a)", labels)
    assert (record.no, record.content, record.lead_units) == ("a", "", ("Sở Y tế",))
    assert "empty_content" in record.flags
