"""Tasks in prose: labels after, below or inside the point, given in a sentence; decoys."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.records import FieldReader, RecordSettings, build_records
from pipeline.records.labels import cut_labels
from pipeline.records.numbering import parse_number, roman, roman_value, split_marker
from pipeline.records.outline import outline
from pipeline.types.task import TaskRecord
from tests.records.sheets import LETTERHEAD, document, prose, table


def records(read: FieldReader, *texts: str) -> tuple[TaskRecord, ...]:
    return build_records(document(*prose(*texts)), LETTERHEAD, read, RecordSettings()).records


CONTENT = "Xây dựng chương trình phát triển đô thị thông minh"
LABELS = {
    "next paragraph": [
        f"a) {CONTENT}.",
        "Sản phẩm: Quyết định của UBND tỉnh; Đơn vị chủ trì: Sở Xây dựng; Đơn vị phối hợp: Sở Tài "
        "chính, UBND các huyện, thị xã; Thời gian hoàn thành: Quý III/2024.",
    ],
    "list below": [
        f"a) {CONTENT}.",
        "- Cơ quan chủ trì: Sở Xây dựng.",
        "- Cơ quan phối hợp: Sở Tài chính; UBND các huyện, thị xã.",
        "- Thời gian thực hiện: Quý III/2024.",
        "- Kết quả: Quyết định của UBND tỉnh.",
    ],
    "brackets": [
        f"a) {CONTENT} (Chủ trì: Sở Xây dựng; phối hợp: Sở Tài chính, UBND các huyện, thị xã; "
        "thời hạn: Quý III/2024; sản phẩm: Quyết định của UBND tỉnh)."
    ],
    "same paragraph": [
        f"a) {CONTENT}. Đơn vị thực hiện: Sở Xây dựng. Đơn vị phối hợp: Sở Tài chính, UBND các "
        "huyện, thị xã. Thời hạn hoàn thành: Quý III/2024. Sản phẩm: Quyết định của UBND tỉnh.",
    ],
    "what it is first": [
        f"a) Nhiệm vụ: {CONTENT}.",
        "- Đơn vị chủ trì: Sở Xây dựng; phối hợp: Sở Tài chính, UBND các huyện, thị xã;",
        "- Thời hạn: Quý III/2024; sản phẩm: Quyết định của UBND tỉnh.",
    ],
    "a fault first": [
        "a) Hạn chế: Chưa có chương trình phát triển đô thị.",
        f"a) Nội dung khắc phục: {CONTENT}.",
        "- Trách nhiệm: Sở Xây dựng; phối hợp: Sở Tài chính, UBND các huyện, thị xã;",
        "- Thời hạn: Quý III/2024; sản phẩm: Quyết định của UBND tỉnh.",
    ],
    "role behind the first unit": [
        f"a) {CONTENT} (Sở Xây dựng chủ trì; phối hợp: Sở Tài chính, UBND các huyện, thị xã; "
        "thời hạn: Quý III/2024; sản phẩm: Quyết định của UBND tỉnh)."
    ],
    "marks lost": [
        f"a) {CONTENT}.",
        "San phâm: Quyết định của UBND tỉnh; Đơn vi chu trì: Sở Xây dựng; Đon vị phối hop: Sở Tài "
        "chính, UBND các huyện, thị xã; Thơi gian hoàn thành: Quý III/2024.",
    ],
    "a letter of a short label lost": [
        f"a) {CONTENT}.",
        "Sản phẩm: Quyết định của UBND tỉnh; Chủ tì: Sở Xây dựng; Phối hp: Sở Tài chính, UBND các "
        "huyện, thị xã; Thời gia: Quý III/2024.",
    ],
    "letters misread": [
        f"a) {CONTENT}.",
        "Sáu phẩm: Quyết định của UBND tỉnh; Đơm vị chủ tr!: Sở Xây dựng; Đơn v) piiối hợp: Sở Tài "
        "chính, UBND các huyện, thị xã; Thời g'an hoàn thành: Quý III/2024.",
    ],
}


@pytest.mark.parametrize("texts", LABELS.values(), ids=LABELS.keys())
def test_labels_are_found_wherever_they_stand(read: FieldReader, texts: list[str]) -> None:
    [record] = records(read, "II. NHIỆM VỤ", "1. Phát triển đô thị", *texts)
    assert record.content.rstrip(".") == CONTENT
    assert record.lead_units == ("Sở Xây dựng",)
    assert record.coordinating_units == ("Sở Tài chính", "UBND các huyện, thị xã")
    assert record.deadline.end == date(2024, 9, 30)
    assert record.result == "Quyết định của UBND tỉnh"
    assert (record.section_no, record.section, record.no) == ("1", "Phát triển đô thị", "a")
    assert record.table_index is None
    assert record.evidence["lead_units"].places


def test_letters_of_points_that_were_misread_are_set_by_their_order(read: FieldReader) -> None:
    labels = "Đơn vị chủ trì: Phòng Y tế; Thời gian: Tháng 3."
    found = records(
        read,
        "HH. NHIỆM VỤ TRỌNG TÂM",
        "1. Y tế dự phòng",
        "3) Tiêm chủng cho trẻ em.", labels,
        "b) Phun hóa chất diệt muỗi.", labels,
        "€) Giám sát ổ dịch.", labels,
        "2. Khám bệnh, chữa bệnh",
        "a) Khám sàng lọc.", labels,
    )  # fmt: skip
    assert [(r.section_no, r.no) for r in found] == [("1", "a"), ("1", "b"), ("1", "c"), ("2", "a")]


def test_bullets_below_a_point_belong_to_it(read: FieldReader) -> None:
    [record] = records(
        read,
        "II. NỘI DUNG",
        "1. Đào tạo, gồm:",
        "- 02 lớp về kỹ năng số;",
        "- 03 lớp về an toàn thông tin.",
        "Đơn vị chủ trì: Sở Nội vụ; Thời gian hoàn thành: Quý II/2024.",
    )
    assert record.content == (
        "Đào tạo, gồm: - 02 lớp về kỹ năng số; - 03 lớp về an toàn thông tin."
    )
    assert record.no == "1"


def test_bullets_with_labels_each_are_tasks_each(read: FieldReader) -> None:
    found = records(
        read,
        "II. NỘI DUNG",
        "1. Công tác tuyên truyền",
        "- Mở chuyên mục trên đài truyền thanh.",
        "Đơn vị chủ trì: Đài Truyền thanh huyện; Thời gian: Hằng tháng.",
        "- Tổ chức hội thi tìm hiểu pháp luật.",
        "Đơn vị chủ trì: Phòng Tư pháp; Thời gian: Quý IV/2024.",
    )
    assert [record.content for record in found] == [
        "Mở chuyên mục trên đài truyền thanh.",
        "Tổ chức hội thi tìm hiểu pháp luật.",
    ]
    assert [record.section for record in found] == ["Công tác tuyên truyền"] * 2


def test_a_short_point_is_a_task_when_labels_follow_it_directly(read: FieldReader) -> None:
    found = records(
        read,
        "II. NHIỆM VỤ",
        "1. Ban hành kế hoạch kiểm tra",
        "- Chủ trì: Phòng Nội vụ",
        "- Thời gian: Tháng 2",
        "2. Tổ chức kiểm tra",
        "- Chủ trì: Phòng Nội vụ",
        "- Thời gian: Tháng 8",
    )
    assert [(r.section_no, r.no, r.content) for r in found] == [
        ("II", "1", "Ban hành kế hoạch kiểm tra"),
        ("II", "2", "Tổ chức kiểm tra"),
    ]


def test_a_paragraph_cut_by_the_page_end_is_whole_again(read: FieldReader) -> None:
    first = prose("II. NHIỆM VỤ", "1. Rà soát, sửa đổi, bổ sung", page=1)
    second = prose("quy chế làm việc.", "Đơn vị chủ trì: Văn phòng; Thời gian: Tháng 3.", page=2)
    content = document(*first, *second)
    [record] = build_records(content, LETTERHEAD, read, RecordSettings()).records
    assert record.content == "Rà soát, sửa đổi, bổ sung quy chế làm việc."
    assert {place.page for place in record.evidence["content"].places} == {1, 2}
    assert record.key == "p1i1"


SENTENCES = [
    (
        "1. Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính và UBND các huyện tham mưu UBND tỉnh "
        "ban hành đề án trước ngày 30/6/2024.",
        ("Sở Y tế",),
        ("Sở Tài chính", "UBND các huyện"),
        date(2024, 6, 30),
    ),
    (
        "2. Phòng Nội vụ chủ trì tổng hợp, báo cáo kết quả (hoàn thành trước 15/12/2024).",
        ("Phòng Nội vụ",),
        (),
        date(2024, 12, 15),
    ),
    (
        "3. Giao Sở Nội vụ tiếp thu ý kiến, chủ trì, phối hợp với Sở Tư pháp rà soát danh mục, "
        "hoàn thành trước ngày 20/02/2024.",
        ("Sở Nội vụ",),
        ("Sở Tư pháp",),
        date(2024, 2, 20),
    ),
    (
        "4. Văn thư chủ trì, phối hợp với Kế toán, các trường học trên địa bàn nâng cao chất lượng "
        "hồ sơ đến hết năm 2025; hoàn thành trong quý III năm 2024.",
        ("Văn thư",),
        ("Kế toán", "các trường học trên địa bàn"),
        date(2024, 9, 30),
    ),
    (
        "5. Giao Một cửa điện tử xã chủ trì, phối hợp với Bộ phận tổ chức công khai danh mục "
        "(hoàn thành đến hết tháng 5/2024).",
        ("Một cửa điện tử xã",),
        ("Bộ phận tổ chức",),
        date(2024, 5, 31),
    ),
    (
        "6. Ban Quản lý dự án đầu tư xây dựng huyện chủ trì củng cố đội ngũ trước ngày 01/3/2024.",
        ("Ban Quản lý dự án đầu tư xây dựng huyện",),
        (),
        date(2024, 3, 1),
    ),
]


@pytest.mark.parametrize(
    ("text", "lead", "coordinating", "end"),
    [
        (
            "1. Giao Phòng Nội vụ phối hợp với Văn phòng HĐND và UBND huyện tham mưu ban hành kế "
            "hoạch trong tháng 02/2024.",
            ("Phòng Nội vụ",),
            ("Văn phòng HĐND và UBND huyện",),
            date(2024, 2, 29),
        ),
        (
            "2. Giao Phòng Tư pháp tổ chức hội nghị tuyên truyền, hoàn thành trong quý II/2024.",
            ("Phòng Tư pháp",),
            (),
            date(2024, 6, 30),
        ),
        (
            "3. Đẩy mạnh chuyển đổi số (Phòng Văn hóa - Xã hội chủ trì; Công an xã, các thôn phối "
            "hợp; hoàn thành trước 30/9/2024).",
            ("Phòng Văn hóa - Xã hội",),
            ("Công an xã", "các thôn"),
            date(2024, 9, 30),
        ),
        (
            "4. Phòng Nội vụ chủ trì, phối hợp với Thanh tra huyện kiểm tra ít nhất 30% đơn vị; "
            "thời gian: Quý III/2024.",
            ("Phòng Nội vụ",),
            ("Thanh tra huyện",),
            date(2024, 9, 30),
        ),
        (
            "5. Công an xã chủ trì, phối hợp với các thôn, xóm tuần tra trước ngày 10/02/2024.",
            ("Công an xã",),
            ("các thôn, xóm",),
            date(2024, 2, 10),
        ),
    ],
)
def test_what_a_sentence_gives_by_other_words(
    read: FieldReader, text: str, lead: tuple[str, ...], coordinating: tuple[str, ...], end: date
) -> None:
    [record] = records(read, "II. NHIỆM VỤ", text)
    assert (record.lead_units, record.coordinating_units) == (lead, coordinating)
    assert record.deadline.end == end


@pytest.mark.parametrize(
    ("closing", "text", "kind"),
    [
        ("; hoàn thành 6 tháng cuối năm.", "6 tháng cuối năm", "range"),
        ("; thực hiện thường xuyên trong năm.", "thường xuyên trong năm", "continuous"),
        ("; thực hiện hằng quý./.", "hằng quý", "recurring"),
        (", thực hiện cả năm.", "cả năm", "year"),
        (
            "; thời gian thực hiện: từ tháng 3 đến tháng 8/2024.",
            "từ tháng 3 đến tháng 8/2024",
            "range",
        ),
        ("; xong trong quý II/2024;", "trong quý II/2024", "quarter"),
        (", theo dõi việc thực hiện trong nhiều năm.", "", "none"),
        ("; giữ gìn thường xuyên vệ sinh chung.", "", "none"),
    ],
)
def test_a_closing_clause_of_nothing_but_a_time_is_the_deadline(
    read: FieldReader, closing: str, text: str, kind: str
) -> None:
    said = f"1. Giao Ban Dân vận chủ trì, phối hợp với Hội Nông dân huyện in 500 tờ gấp{closing}"
    [record] = records(read, "II. NHIỆM VỤ", said)
    assert record.coordinating_units == ("Hội Nông dân huyện",)
    assert (record.deadline_text, record.deadline.kind) == (text, kind)


DUTIES = """
    in 500 tờ gấp | in ấn pa nô | treo băng rôn | trồng cây xanh | trồng 500 cây | cấp 200 thẻ
    | trao học bổng | tặng quà | thăm, tặng quà | khám sức khỏe | rút kinh nghiệm | gặp mặt kiều bào
    | giúp đỡ hộ nghèo | hoàn tất thủ tục | phân loại rác | giải ngân vốn | bàn giao mặt bằng
    | tinh giản biên chế | cử cán bộ tham gia | dâng hương | phun hóa chất | chia sẻ dữ liệu
    | truyền thông về dân số | ra mắt mô hình | nghiệm thu công trình | khâu nón lá | đắp đê bao
    """


@pytest.mark.parametrize("duty", [duty.strip() for duty in DUTIES.split("|")])
@pytest.mark.parametrize("unit", ["Hội Nông dân huyện", "Sở Y tế và các đơn vị liên quan"])
def test_names_end_where_the_duty_begins(read: FieldReader, unit: str, duty: str) -> None:
    [record] = records(
        read,
        "II. NHIỆM VỤ",
        f"1. Giao Phòng Kinh tế chủ trì, phối hợp với {unit} {duty} tại các xã.",
    )
    assert record.lead_units == ("Phòng Kinh tế",)
    assert ", ".join(record.coordinating_units) == unit.replace(" và ", ", ")


@pytest.mark.parametrize(
    "unit",
    [
        "Ban Hỗ trợ phụ nữ phát triển kinh tế",
        "Trung tâm Hỗ trợ phát triển doanh nghiệp",
        "Ban Quản lý rừng phòng hộ bảo vệ môi trường biển",
        "Trung tâm Xúc tiến đầu tư, thương mại",
    ],
)
def test_verbs_of_a_name_end_it_nowhere(read: FieldReader, unit: str) -> None:
    [record] = records(
        read, "II. NHIỆM VỤ", f"1. Giao {unit} chủ trì, phối hợp với Sở Y tế mở 02 lớp dạy nghề."
    )
    assert (record.lead_units, record.coordinating_units) == ((unit,), ("Sở Y tế",))


def test_duties_of_the_closing_chapter_and_teachers_are_not_given(read: FieldReader) -> None:
    given = "2. Giao Phòng Nội vụ theo dõi, đôn đốc việc thực hiện Kế hoạch."
    assert not records(read, "III. TỔ CHỨC THỰC HIỆN", given)
    [record] = records(read, "II. NHIỆM VỤ", "1. Giáo viên chủ nhiệm: quản lý học sinh, báo cáo.")
    assert record.lead_units == ("Giáo viên chủ nhiệm",)


@pytest.mark.parametrize(("text", "lead", "coordinating", "end"), SENTENCES)
def test_a_sentence_gives_a_task_where_nothing_else_does(
    read: FieldReader, text: str, lead: tuple[str, ...], coordinating: tuple[str, ...], end: date
) -> None:
    [record] = records(read, "III. TỔ CHỨC THỰC HIỆN", text)
    assert (record.lead_units, record.coordinating_units) == (lead, coordinating)
    assert record.deadline.end == end
    assert "assigned_in_sentence" in record.flags
    assert record.evidence["lead_units"].confidence < 0.6


@pytest.mark.parametrize(
    "texts",
    [
        ["I. MỤC ĐÍCH, YÊU CẦU", "1. Phân công rõ cơ quan chủ trì, cơ quan phối hợp, thời gian."],
        ["II. THỜI GIAN, ĐỊA ĐIỂM", "1. Thời gian: Tháng 5/2024.", "2. Địa điểm: Hội trường."],
        ["Nơi nhận:", "- Sở Y tế;", "- Lưu: VT."],
        ["II. NHIỆM VỤ", "1. Cơ quan chủ trì phối hợp với các đơn vị liên quan rà soát hồ sơ."],
        ["II. NHIỆM VỤ", "1. Các cơ quan, đơn vị được giao chủ trì xây dựng kế hoạch chi tiết."],
        ["Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;"],
        ["IV. KINH PHÍ", "Kinh phí thực hiện: từ ngân sách tỉnh; Nguồn khác: xã hội hóa."],
        ["2. Kết quả: Đã hoàn thành 15/20 nhiệm vụ."],
        ["1. Các đơn vị liên quan: Sở Y tế.", "2. Thời gian tới: tiếp tục thực hiện."],
    ],
)
def test_decoys_are_no_tasks(read: FieldReader, texts: list[str]) -> None:
    assert not records(read, *texts)


@pytest.mark.parametrize("foot", ["- Nơi nhận: Bộ Y tế; Lưu: VT.", "Nơi nhận:"])
def test_a_list_of_recipients_ends_no_document(read: FieldReader, foot: str) -> None:
    texts = (foot, "- Sở Y tế;", "II. NHIỆM VỤ TRỌNG TÂM", "1. Sở Nội vụ chủ trì rà soát hồ sơ.")
    [record] = records(read, "I. MỤC ĐÍCH, YÊU CẦU", *texts)
    assert record.lead_units == ("Sở Nội vụ",)


def test_in_a_plan_with_a_task_table_the_closing_section_gives_none(read: FieldReader) -> None:
    sheet = table(
        [
            ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian"],
            ["1", "Ban hành kế hoạch", "Sở Nội vụ", "Quý I/2024"],
        ]
    )
    content = document(
        *prose("II. NHIỆM VỤ"),
        sheet,
        *prose("III. TỔ CHỨC THỰC HIỆN", SENTENCES[0][0]),
    )
    found = build_records(content, LETTERHEAD, read, RecordSettings()).records
    assert [record.key for record in found] == ["t0r1"]


def test_prose_can_be_switched_off(read: FieldReader) -> None:
    content = document(*prose("II. NHIỆM VỤ", *LABELS["brackets"]))
    off = build_records(content, LETTERHEAD, read, RecordSettings(prose=False))
    assert not off.records
    assert build_records(content, LETTERHEAD, read, RecordSettings()).records


def test_goals_take_the_time_of_their_own_clause(read: FieldReader) -> None:
    content = document(
        *prose(
            "II. MỤC TIÊU",
            "1. Đến hết tháng 6, tối thiểu 60% hồ sơ nộp trực tuyến.",
            "2. Đạt 95% hài lòng.",
            "III. KINH PHÍ",
            "Bố trí 100% kinh phí.",
        )
    )
    found = build_records(content, LETTERHEAD, read, RecordSettings()).targets
    assert [(t.indicator.value, t.deadline.end) for t in found] == [
        (60.0, date(2024, 6, 30)),
        (95.0, None),
    ]


@given(st.integers(1, 39))
def test_roman_numbers_read_back(value: int) -> None:
    assert roman_value(roman(value)) == value
    assert parse_number(roman(value)).value == value
    numbering, rest = split_marker(f"{roman(value)}. NHIỆM VỤ")
    assert (numbering.kind, numbering.value, rest) == ("roman", value, "NHIỆM VỤ")


@pytest.mark.parametrize(
    "text", ["12 lớp tập huấn", "1.500 cây xanh", "30/6/2024", "Xây dựng đề án", "100% hồ sơ"]
)
def test_a_number_of_the_sentence_is_no_marker(text: str) -> None:
    assert split_marker(text)[1] == text


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=30), st.sampled_from(["Đơn vị chủ trì: ", "; Thời gian: ", " (Chủ trì: "]),
       st.text(max_size=30))  # fmt: skip
def test_cut_labels_only_cut(before: str, label: str, after: str) -> None:
    text = before + label + after
    cut = cut_labels(text)
    assert cut.head in text
    assert all(clause.value in text for clause in cut.clauses)


TEXTS = [text for texts in LABELS.values() for text in texts]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(st.sampled_from([*TEXTS, "I. MỤC TIÊU", "- gạch", "b) Hai"])))
def test_any_order_of_paragraphs_gives_records_with_keys_of_their_own(
    read: FieldReader, texts: list[str]
) -> None:
    keys = [record.key for record in records(read, *texts)]
    assert len(set(keys)) == len(keys)


def test_a_product_inside_a_sentence_is_no_label(read: FieldReader) -> None:
    [record] = records(
        read,
        "II. NHIỆM VỤ",
        "1. Tạo sân chơi để người dân trải nghiệm sản phẩm số: đi chợ bằng mã QR.",
        "- Đơn vị thực hiện: Văn thư.",
    )
    assert record.result == ""
    assert record.content.endswith("đi chợ bằng mã QR.")


@pytest.mark.parametrize(
    ("helpers", "unit"),
    [
        ("các khoa, phòng kiểm tra", "các khoa, phòng"),
        ("Phòng Kế hoạch tổng hợp rà soát", "Phòng Kế hoạch tổng hợp"),
        ("ban quản lý chợ rà soát", "ban quản lý chợ"),
    ],
)
def test_helpers_end_at_the_verb_that_is_no_part_of_their_name(
    read: FieldReader, helpers: str, unit: str
) -> None:
    text = f"a) Sở Y tế chủ trì, phối hợp với {helpers} việc thực hiện kế hoạch."
    [record] = records(read, "II. NHIỆM VỤ", text)
    assert record.coordinating_units == (unit,)


@pytest.mark.parametrize(
    ("read_as", "stands"),
    [
        ("nbc", "abc"),
        ("ahc", "abc"),
        ("abc", "abc"),
        ("cd", "cd"),
        ("dđe", "dđe"),
        ("abab", "abab"),
    ],
)
def test_a_letter_that_its_neighbours_leave_no_room_for_is_misread(
    read_as: str, stands: str
) -> None:
    points = outline(list(enumerate(prose(*(f"{c}) Giám sát ổ dịch;" for c in read_as)))))
    assert "".join(point.numbering.text for point in points) == stands


SAID = {
    "in brackets": f"a) {CONTENT} (Sở Xây dựng chủ trì; Sở Tài chính phối hợp; xong trước 30/9).",
    "in a last sentence": (
        f"a) {CONTENT}. Sở Xây dựng chịu trách nhiệm, phối hợp Sở Tài chính, xong trước 30/9/2024."
    ),
    "with the time inside": f"a) {CONTENT}. Sở Xây dựng chủ trì thực hiện trong quý III/2024.",
    "said of the task": (
        f"a) {CONTENT} trước ngày 30/9. Nhiệm vụ này do Sở Xây dựng chủ trì, các xã phối hợp."
    ),
    "given after it": (
        f"a) {CONTENT}. Giao Sở Xây dựng chủ trì, phối hợp Sở Tài chính thực hiện, xong trước 30/9."
    ),
    "a name in brackets": f"a) {CONTENT} đến hết tháng 9 (Sở Xây dựng).",
    "a name and a time": f"a) {CONTENT} (Sở Xây dựng - trước ngày 30/9).",
    "behind a colon": (
        f"a) {CONTENT}: Sở Xây dựng chủ trì, các xã phối hợp, xong trong quý III/2024."
    ),
    "with strokes": f"a/ {CONTENT}. Sở Xây dựng phụ trách, hoàn thành trong quý III/2024.",
    "with a numbered label": (
        f"Nội dung 1: {CONTENT}. Sở Xây dựng chịu trách nhiệm chính, xong trước 30/9."
    ),
}


@pytest.mark.parametrize("text", SAID.values(), ids=SAID.keys())
def test_who_does_it_may_stand_apart_from_the_task(read: FieldReader, text: str) -> None:
    [record] = records(read, "II. NHIỆM VỤ", "1. Phát triển đô thị", text)
    assert record.content.startswith(CONTENT)
    assert "Sở" not in record.content
    assert record.lead_units == ("Sở Xây dựng",)
    assert record.deadline.end == date(2024, 9, 30)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1. Sở Tài chính chủ động tham mưu bố trí kinh phí trước 30/9.", "Sở Tài chính"),
        ("a) Ban Dân tộc có trách nhiệm bám sát cơ sở trước 30/9.", "Ban Dân tộc"),
        ("3.2. Yêu cầu Sở Y tế lập lại kế hoạch trước ngày 30/9.", "Sở Y tế"),
        ("- Báo Lào Cai tăng thời lượng đưa tin đến hết tháng 9.", "Báo Lào Cai"),
    ],
)
def test_a_point_may_say_what_a_unit_does(read: FieldReader, text: str, unit: str) -> None:
    [record] = records(read, "II. CÁC NHIỆM VỤ TRỌNG TÂM", text)
    assert record.lead_units == (unit,)
    assert record.deadline.end == date(2024, 9, 30)


@pytest.mark.parametrize(
    ("chapter", "text"),
    [
        ("I. TÌNH HÌNH", "1. Sở Tài chính tham mưu bố trí 12 tỷ đồng trong năm 2023."),
        ("I. MỤC TIÊU", "1. Sở Tài chính hoàn thiện cơ sở dữ liệu."),
        ("II. NHIỆM VỤ", "1. Các sở, ban, ngành quán triệt và thực hiện nghiêm Chỉ thị này."),
        ("II. NHIỆM VỤ", "1. Giao Văn phòng UBND tỉnh theo dõi, đôn đốc thực hiện Chỉ thị này."),
        ("II. NHIỆM VỤ", "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:"),
    ],
)
def test_what_is_told_or_said_to_all_is_no_task(read: FieldReader, chapter: str, text: str) -> None:
    assert records(read, chapter, text) == ()


def test_a_table_of_targets_leaves_tasks_to_the_words(read: FieldReader) -> None:
    targets = table(
        [["STT", "Chỉ tiêu", "ĐVT", "Kế hoạch"], ["1", "Tỷ lệ hồ sơ đúng hạn", "%", "95"]]
    )
    texts = prose("III. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế:", "- Rà soát hồ sơ trước 30/9/2024.")
    found = build_records(document(targets, *texts), LETTERHEAD, read, RecordSettings()).records
    assert [r.lead_units for r in found][1:] == [("Sở Y tế",)]


def test_each_sentence_that_gives_a_task_is_one(read: FieldReader) -> None:
    found = records(
        read,
        "II. NHIỆM VỤ",
        "Hiện còn 23 hộ chưa nhận tiền. Giao Sở Xây dựng chủ trì, phối hợp với Sở Tài chính lập "
        "phương án trước 30/4/2024. Giao Thanh tra tỉnh giải quyết đơn; thực hiện thường xuyên.",
    )
    assert [r.lead_units for r in found] == [("Sở Xây dựng",), ("Thanh tra tỉnh",)]
    assert found[0].content.startswith("Giao Sở Xây dựng")
    assert not found[0].indicators
    assert [r.deadline.kind for r in found] == ["date", "continuous"]
    assert len({r.key for r in found}) == 2


def test_the_last_sentence_of_everybody_gives_no_task(read: FieldReader) -> None:
    text = "1. Kinh phí từ ngân sách được giao. Các phòng, ban phân công viên chức thực hiện."
    assert records(read, "III. KINH PHÍ", text) == ()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("báo cáo trong vòng 24 giờ kể từ khi thiên tai kết thúc.", "relative"),
        ("hỗ trợ chậm nhất sau 15 ngày kể từ ngày công bố hết dịch;", "relative"),
        ("tổng hợp, báo cáo định kỳ hằng quý và đột xuất.", "recurring"),
        ("tổ chức 04 chuyên đề trong học kỳ I.", "range"),
        ("sẵn sàng cơ động khi có tình huống thiên tai xảy ra.", "on_demand"),
        ("đánh giá cuối năm; gửi báo cáo trước ngày 15/12/2024.", "date"),
    ],
)
def test_times_of_duties(read: FieldReader, words: str, kind: str) -> None:
    [record] = records(read, "IV. PHÂN CÔNG NHIỆM VỤ", "1. Sở Xây dựng", f"- Kiểm tra, {words}")
    assert record.deadline.kind == kind
    assert not any(i.unit.startswith(("ngày", "giờ")) for i in record.indicators)


def test_a_label_at_a_page_end_and_a_speck_within_a_sentence_part_nothing(
    read: FieldReader,
) -> None:
    [first, second] = records(
        read,
        "II. NHIỆM VỤ",
        "a) Củng cố tổ hợp tác trên biển. Kết quả: Báo cáo; Đơn vị chủ trì:",
        "Sở Xây dựng; Phối hợp: Sở Tài chính; Thời hạn: Quý III/2024.",
        "b) Hướng dẫn thực hiện thủ tục thuộc thẩm quyền giải",
        "4",
        "quyết. Kết quả: Văn bản; Đơn vị chủ trì: Sở Y tế; Thời hạn: Tháng 9/2024.",
    )
    assert (first.lead_units, first.coordinating_units) == (("Sở Xây dựng",), ("Sở Tài chính",))
    assert second.content == "Hướng dẫn thực hiện thủ tục thuộc thẩm quyền giải quyết."
    assert second.lead_units == ("Sở Y tế",)
