"""Any table whatever: never a failure, at most one record a row, every flag explained."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.records import FieldReader, RecordSettings, build_records
from pipeline.records.flags import FLAGS
from tests.records.sheets import LEFT, LETTERHEAD, UP, document, table

HEADER = ["STT", "Nội dung công việc", "Sản phẩm", "Cơ quan chủ trì", "Thời gian hoàn thành"]
CELLS = st.sampled_from(
    ["", "1", "I", "2.1", "a)", "Tổng cộng", "THÁNG 05", "Ban hành kế hoạch", "Sở Y tế",
     "Chủ trì: Sở A\nPhối hợp: Sở B", "Quý II/2024", "100% hồ sơ", "(1)", "-", "–", *HEADER]
)  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.integers(1, 6).flatmap(
        lambda width: st.lists(
            st.lists(CELLS | st.text(max_size=12), min_size=width, max_size=width),
            min_size=1, max_size=8,
        )
    ),
    st.integers(0, 3),
)  # fmt: skip
def test_any_table_gives_at_most_one_record_a_row(
    read: FieldReader, rows: list[list[str]], header_rows: int
) -> None:
    rows = [[text.replace(UP, "").replace(LEFT, "") for text in row] for row in rows]
    sheet = table(rows, min(header_rows, len(rows)))
    found = build_records(document(sheet), LETTERHEAD, read, RecordSettings()).records
    assert len(found) <= len(rows)
    assert len({record.key for record in found}) == len(found)
    for record in found:
        assert set(record.flags) <= set(FLAGS)
        assert all(0.0 <= e.confidence <= 1.0 for e in record.evidence.values())


def test_every_flag_is_explained_in_both_languages() -> None:
    for name, flag in FLAGS.items():
        assert flag.name == name
        assert flag.vietnamese.endswith(".")
        assert flag.english.endswith(".")
        assert 0.0 < flag.factor <= 1.0
