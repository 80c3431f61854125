"""Headings that no catalogue lists: their first noun decides, misread or not."""

from __future__ import annotations

import random

import pytest

from pipeline.fields import catalogue as c
from pipeline.fields.headers import header_scores, map_columns
from pipeline.fields.heading_heads import head_field

UNSEEN = {
    "content": """Nội dung công việc cần thực hiện | Những công việc chính | Nhiệm vụ cần triển khai
        | Nhiệm vụ được giao | Việc cần làm | Các công việc chủ yếu | Nội dung trọng tâm
        | Nhiệm vụ/Đề án | Tên chương trình, đề án | Chủ trương, giải pháp | Nội dung sinh hoạt
        | Hạng mục công việc | Phần việc | Công tác trọng tâm | Nội dung giám sát
        | Tên văn bản quy phạm pháp luật | Biện pháp thực hiện | Các giải pháp thực hiện""",
    "result": """Minh chứng | Hồ sơ minh chứng | Yêu cầu về kết quả | Dự kiến sản phẩm hoàn thành
        | Sản phẩm cuối cùng | Kết quả mong đợi | Sản phẩm phải hoàn thành | Sản phẩm giao nộp
        | Kết quả thực hiện | Sản phẩm/Đầu ra | Kết quả cụ thể""",
    "lead": """Bộ phận đảm nhiệm | Đơn vị đảm nhận | Cá nhân phụ trách
        | Người chịu trách nhiệm chính | Đơn vị được giao | Cơ quan được phân công
        | Giao nhiệm vụ | Đơn vị tổ chức thực hiện
        | Khoa, phòng thực hiện | Tổ chuyên môn thực hiện | Cấp ủy phụ trách | Chi bộ thực hiện
        | Đồng chí phụ trách | Cơ quan soạn thảo | Đầu mối thực hiện | Bộ phận đầu mối
        | Lực lượng thực hiện | Giáo viên phụ trách | Phòng chuyên môn phụ trách
        | Cơ quan chuẩn bị nội dung""",
    "coordinating": """Đơn vị cùng thực hiện | Cơ quan cùng tham gia | Bộ phận phối hợp
        | Lực lượng tham gia | Thành phần tham gia | Đơn vị hỗ trợ | Các đơn vị liên quan
        | Cơ quan liên quan | Khoa, phòng phối hợp | Cơ quan, tổ chức phối hợp""",
    "deadline": """Hạn chót | Hạn xử lý | Thời hạn trình | Tháng thực hiện | Ngày thực hiện
        | Thời gian trình ban hành | Lịch thực hiện | Mốc hoàn thành | Tuần thực hiện
        | Kế hoạch thời gian | Tiến độ trình | Thời điểm thực hiện | Hạn nộp | Thời hạn báo cáo""",
    "extra": """Địa bàn thực hiện | Nơi thực hiện | Nguồn kinh phí thực hiện | Dự trù kinh phí
        | Lãnh đạo Sở phụ trách | Căn cứ pháp lý | Cơ sở thực hiện | Điều kiện thực hiện
        | Đối tượng tham gia | Hình thức tổ chức | Phương thức thực hiện | Cơ quan thẩm định
        | Cấp có thẩm quyền ban hành | Mức độ ưu tiên | Người theo dõi | Đơn vị thụ hưởng""",
}
PAIRS = [
    (" ".join(heading.split()), field)
    for field, headings in UNSEEN.items()
    for heading in headings.split("|")
]


@pytest.mark.parametrize(("heading", "field"), PAIRS)
def test_unseen_headings_go_where_their_first_noun_says(heading: str, field: str) -> None:
    (column,) = map_columns([heading], [[]]).columns
    assert column.field == field


def test_a_misread_letter_seldom_hides_the_noun() -> None:
    dice = random.Random(3)  # noqa: S311
    right = 0
    for heading, field in PAIRS:
        at = dice.choice([i for i, char in enumerate(heading) if char.isalpha()])
        spoilt = heading[:at] + dice.choice("abcehilmnortu") + heading[at + 1 :]
        right += map_columns([spoilt], [[]]).columns[0].field == field
    assert right >= 0.85 * len(PAIRS)


def test_an_office_alone_names_no_role() -> None:
    assert head_field("don vi") == ("", 0.0)
    assert head_field("don vi thuc hien")[0] == c.LEAD
    assert head_field("don vi cung thuc hien")[0] == c.COORDINATING
    assert head_field("don vi kiem tra")[0] == c.EXTRA


def test_a_body_row_taken_for_a_level_is_no_heading() -> None:
    plain = header_scores("Thời gian hoàn thành")["deadline"]
    swallowed = header_scores("Thời gian hoàn thành / Xã An Phú, xã Bình Hòa")["deadline"]
    assert swallowed < plain - 0.05


def test_figures_of_another_year_are_no_results() -> None:
    heads = ["Chỉ tiêu", "Đơn vị tính", "Kết quả thực hiện năm 2022", "Kế hoạch năm 2023"]
    names = ["Tỷ lệ hộ nghèo", "Số lớp tập huấn", "Diện tích rừng trồng mới"]
    cells = [names, ["%", "lớp", "ha"], ["3,1", "10", "1.100"], ["2,5", "12", "1.250"]]
    fields = [column.field for column in map_columns(heads, cells).columns]
    assert fields == ["indicator_name", "indicator_unit", "extra", "indicator_value"]
