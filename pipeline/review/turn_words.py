"""What the review page says of places that a field lacks, and of whose turn it is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PLACES_AND_TURNS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "place_unknown": (
            "Không rõ nhiệm vụ này nằm ở đâu trên trang.",
            "It is not known where on its pages this task stands.",
        ),
        "derived": (
            "Lời của nhiệm vụ đã được sửa; đây là chỉ tiêu theo lời đã sửa.",
            "The words of the task were corrected; these are the indicators of the words now.",
        ),
        "whose_with_units": (
            "Chủ trì và phối hợp ghi chung trong một ô.",
            "One cell names the units in charge and those that take part.",
        ),
        "whose_no_column": (
            "Bảng này không có cột như vậy. Khung là cả nhiệm vụ: xem có nêu trong đó không.",
            "The table has no such column. Outlined is the whole task: look whether it says so.",
        ),
        "whose_not_said": (
            "Không thấy nêu trong lời của nhiệm vụ. Khung là cả nhiệm vụ.",
            "Not found in the words of the task. Outlined is the whole task.",
        ),
        "whose_empty": (
            "Ô này của bảng để trống (có khung). Đúng là trống thì bấm Enter; nếu dùng chung ô với "
            "dòng trên hay dưới thì chọn bên dưới, hoặc bấm E để nhập.",
            "This cell of the table is empty (outlined). If it is, press Enter; if it shares the "
            "cell of the row above or below, choose below, or press E to write.",
        ),
        "whose_not_read": (
            "Ô có khung có chữ, nhưng máy không nhận ra giá trị nào trong đó. Bấm E để nhập.",
            "The outlined cell has words, but no value was found in them. Press E to write one.",
        ),
        "whose_not_in_text": (
            "Không thấy nêu ở nhiệm vụ này. Đúng là không nêu thì bấm Enter, nếu có thì bấm E để "
            "nhập.",
            "Not found in this task. If it is not there, press Enter; else press E to write.",
        ),
        "fill_in": ("Nhập", "Write"),
        "from_above": ("đơn vị của nhiệm vụ ngay trên", "units of the task above"),
        "from_below": ("đơn vị của nhiệm vụ ngay dưới", "units of the task below"),
        "alone": ("Chỉ rà soát văn bản này", "Only this document"),
        "alone_on": ("Tiếp tục {plan}", "Go on with {plan}"),
        "alone_off": ("Rà soát mọi văn bản", "All documents again"),
        "alone_start": ("Rà soát văn bản này", "Review this document"),
        "alone_done": (
            "Không còn ô nào của {plan} chờ bạn.",
            "No cell of {plan} is waiting for you.",
        ),
        "only_these": (
            "Đang chỉ rà soát các văn bản nêu khi khởi động (--document).",
            "Only the documents named at the start (--document) are being reviewed.",
        ),
        "to_reach_plans": (
            "Số ô cần xem để trong các kế hoạch chỉ còn khoảng …",
            "Cells to look at, to leave in the plans about …",
        ),
        "turn_plan": ("Kế hoạch", "Plans"),
        "turn_text": ("Kế hoạch chỉ có chữ, hỏi sau", "Plans of bare text, asked after those"),
        "turn_other": ("Văn bản khác, hỏi sau cùng", "Other papers, asked last"),
        "turn_text_why": (
            "Tệp chữ không có ảnh trang để đối chiếu.",
            "Bare text has no picture of the page to compare with.",
        ),
        "turn_other_why": (
            "Công văn, thông báo, chỉ thị… cũng giao việc, nhưng thường không nêu kết quả và thời "
            "hạn nên có nhiều ô trống chưa chắc. Bấm vào văn bản để rà soát ngay.",
            "Letters, notices, directives order tasks too, mostly without result or deadline, so "
            "that many empty cells are doubtful. Choose one to review it now.",
        ),
    }
)
