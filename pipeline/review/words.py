"""What the page says, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from pipeline.review.browse.words import BROWSE
from pipeline.review.turn_words import PLACES_AND_TURNS
from pipeline.review.upload_words import UPLOADS
from pipeline.store.values import EXTRA

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

_WORDS: dict[str, tuple[str, str]] = {
    "name": ("Rà soát kết quả đọc", "Review of what was read"),
    "other_language": ("English", "Tiếng Việt"),
    "overview": ("Tổng quan", "Overview"),
    "start": ("Bắt đầu rà soát", "Start reviewing"),
    "sign_in": ("Đăng nhập", "Sign in"),
    "sign_out": ("Thoát", "Sign out"),
    "user": ("Tên", "Name"),
    "password": ("Mật khẩu", "Password"),
    "wrong_password": ("Tên hoặc mật khẩu không đúng.", "Name or password is wrong."),
    "too_many": (
        "Sai nhiều lần quá. Chờ {seconds} giây rồi thử lại.",
        "Too many wrong tries. Wait {seconds} seconds and try again.",
    ),
    "skip_to": ("Tới nội dung chính", "Skip to the content"),
    "accept": ("Đúng, ô tiếp", "Right, go on"),
    "save": ("Lưu, ô tiếp", "Save, go on"),
    "edit": ("Sửa", "Edit"),
    "cancel": ("Bỏ sửa", "Leave unchanged"),
    "illegible": ("Không đọc được", "Illegible"),
    "skip": ("Để sau", "Skip"),
    "undo": ("Hoàn tác", "Undo"),
    "confirm": ("Xác nhận, ô tiếp", "Confirm, go on"),
    "reading": ("Máy đọc", "Read by the program"),
    "raw": ("Nguyên văn trước khi sửa dấu", "As read, before repair"),
    "nothing_read": ("(không có chữ)", "(nothing)"),
    "second_look": (
        "{who} đã sửa ô này. Cần một người khác xác nhận.",
        "{who} corrected this cell. Another person has to confirm it.",
    ),
    "was_read": ("Máy đọc là", "The program had read"),
    "now_says": ("Đã sửa thành", "Corrected to"),
    "audit": (
        "Mẫu ngẫu nhiên: kiểm tra xem ước lượng có đúng không",
        "Random sample: it checks whether the estimate holds",
    ),
    "candidates": ("Cách đọc khác", "Other readings"),
    "from_raw": ("trước khi sửa dấu", "before repair"),
    "from_words": ("chữ khác máy thấy", "another reading of the words"),
    "from_people": ("người khác đã sửa như vậy", "corrected so elsewhere"),
    "from_list": ("đơn vị có trong các kế hoạch", "a unit in these plans"),
    "why": ("Vì sao cần xem", "Why to look"),
    "sure": ("Máy tin {percent} %", "The program is {percent} % sure"),
    "page": ("Trang {page}", "Page {page}"),
    "whole_page": ("Cả trang", "Whole page"),
    "to_cell": ("Về ô", "To the cell"),
    "zoom_in": ("Phóng to", "Zoom in"),
    "zoom_out": ("Thu nhỏ", "Zoom out"),
    "next_place": ("Phần tiếp của ô", "Next part of the cell"),
    "page_picture": (
        "Ảnh trang gốc, ô đang xem được đóng khung",
        "The scanned page, cell outlined",
    ),
    "loading": ("Đang lấy trang gốc…", "Fetching the page…"),
    "page_words": ("Chữ của văn bản", "Words of the document"),
    "no_place": (
        "Không có vị trí trên trang: văn bản nguồn không có ảnh.",
        "No place on a page: the source is bare text.",
    ),
    "file_gone": (
        "Không thấy tệp gốc {file}. Chuyển tệp về chỗ cũ, hoặc chạy lại với --scans và thư mục "
        "đang chứa tệp. Vẫn có thể sửa, nhưng không có ảnh để đối chiếu.",
        "The source file {file} is not there. Put it back, or start again with --scans and the "
        "folder it is in. You can still correct, but without the page to compare with.",
    ),
    "file_other": (
        "Tệp {file} nay đã khác tệp đã đọc, nên không dùng để đối chiếu.",
        "The file {file} is no longer the one that was read, so it is not shown.",
    ),
    "no_picture": ("Không có ảnh trang", "There is no picture of the page"),
    "record": ("Cả nhiệm vụ", "Whole task"),
    "table": ("Cả bảng", "Whole table"),
    "document": ("Văn bản", "Document"),
    "tasks": ("nhiệm vụ", "tasks"),
    "progress": ("{done} / {all} ô", "{done} / {all} cells"),
    "errors_left": ("còn khoảng {count} lỗi", "about {count} errors left"),
    "speed": ("{count} ô/phút", "{count} cells/min"),
    "nothing_left": ("Không còn ô nào chờ bạn.", "No cell is waiting for you."),
    "nothing_left_more": (
        "Các ô còn lại đang ở chỗ người khác, hoặc mọi ô đã được xem.",
        "What is left lies with others, or everything has been looked at.",
    ),
    "conflict": (
        "Người khác vừa quyết định ô này. Quyết định của bạn chưa được ghi; đây là ô như hiện nay.",
        "Another person has just decided on this cell. Your decision was not kept; "
        "this is the cell as it stands now.",
    ),
    "changed": (
        "Bản đọc vừa thay đổi. Hãy xem lại ô này.",
        "What was read has changed. Please look at this cell again.",
    ),
    "decided_before": (
        "{who} đã quyết định: {value}. Máy nay đọc khác; hãy xem lại.",
        "{who} decided: {value}. The program now reads otherwise; please look again.",
    ),
    "held": (
        "Ô này đang ở chỗ người khác. Bạn chỉ xem được.",
        "Another person has this cell at the moment.",
    ),
    "undone": ("Đã hoàn tác.", "Taken back."),
    "nothing_to_undo": ("Không có gì để hoàn tác.", "There is nothing to take back."),
    "same_elsewhere": (
        "Cũng đọc như vậy ở {count} ô khác.",
        "Read the same way in {count} other cells.",
    ),
    "same_show": ("Xem và sửa cùng lúc", "Look and correct together"),
    "same_title": ("Cùng một chỗ đọc sai", "The same misreading"),
    "same_hint": (
        "Bỏ chọn ô nào không đúng, rồi nhấn Enter.",
        "Untick what does not fit, then press Enter.",
    ),
    "same_apply": ("Sửa các ô đã chọn", "Correct the ticked cells"),
    "back": ("Quay lại", "Back"),
    "not_found": ("Không có trang này.", "There is no such page."),
    "refused": ("Không được phép.", "Not allowed."),
    "expired": (
        "Trang này đã cũ. Mở lại rồi thử lần nữa.",
        "This page is out of date. Open it again and retry.",
    ),
    "too_large": ("Nội dung gửi lên quá lớn.", "Too much was sent."),
    "value_wrong": ("Giá trị chưa đúng: {what}", "The value will not do: {what}"),
    "unit_add": ("Thêm đơn vị (dấu ; để thêm nữa)", "Add a unit (type ; for another)"),
    "unit_remove": ("Bỏ {unit}", "Remove {unit}"),
    "no_units": ("(không có đơn vị)", "(no unit)"),
    "deadline_words": ("Lời trong kế hoạch", "The plan's words"),
    "means": ("Hiểu là", "Understood as"),
    "meaning_by_hand": ("Tự chọn nghĩa", "Set the meaning by hand"),
    "kind": ("Loại", "Kind"),
    "from": ("Từ ngày", "From"),
    "to": ("Đến ngày", "To"),
    "repeats": ("Lặp lại", "Repeats"),
    "indicator_words": ("Lời", "Words"),
    "indicator_op": ("So sánh", "Comparison"),
    "indicator_value": ("Giá trị", "Value"),
    "indicator_unit": ("Đơn vị tính", "Unit"),
    "indicator_add": ("Thêm chỉ tiêu", "Add an indicator"),
    "indicator_remove": ("Bỏ chỉ tiêu này", "Remove this indicator"),
    "no_indicators": ("(không có chỉ tiêu)", "(no indicator)"),
    "keys": ("Phím tắt", "Keys"),
    "people_decided": ("Đã xem", "Looked at"),
    "to_reach": ("Số ô cần xem để chỉ còn khoảng …", "Cells to look at, to leave about …"),
    "cells": ("ô", "cells"),
    "errors": ("lỗi", "errors"),
    "audit_title": ("Mẫu ngẫu nhiên", "Random sample"),
    "audit_none": (
        "Chưa xem ô nào trong mẫu. Cứ mười ô có một ô lấy ngẫu nhiên từ các ô máy tin là đúng.",
        "None looked at yet. One cell in ten is drawn at random from those held to be right.",
    ),
    "audit_result": (
        "Đã xem {seen} ô máy tin là đúng: {wrong} ô sai. Tỉ lệ sai thật nằm trong khoảng "
        "{low}–{high} % (tin cậy 95 %); máy ước {estimate} %.",
        "{seen} confident cells looked at: {wrong} wrong. The true share of errors lies within "
        "{low}–{high} % (95 % confidence); the program estimates {estimate} %.",
    ),
    "lost": (
        "{count} quyết định không còn chỗ trong bản đọc hiện nay; chúng vẫn được giữ.",
        "{count} decisions have no place in the present reading; they are kept.",
    ),
    "mend_grid": ("Sửa dòng, cột", "Mend rows and columns"),
    "move_from": ("Chuyển chữ từ", "Move the words of"),
    "move_to": ("sang", "to"),
    "move": ("Chuyển", "Move"),
    "cut_hint": ("Đặt con trỏ vào chỗ cần tách", "Put the caret where the row is to be cut"),
    "cut": ("Tách thành hai dòng", "Cut into two rows"),
    "join": ("Nối vào dòng trên", "Join with the row above"),
    "remove_row": ("Không phải nhiệm vụ", "Not a task"),
    "keep_row": ("Đúng là nhiệm vụ", "It is a task"),
    "row_gone": (
        "Dòng này đã được bỏ, không tính là nhiệm vụ.",
        "This row was taken out: it does not count as a task.",
    ),
    "row_remove": ("bỏ dòng này", "take this row out"),
    "row_join": ("nối dòng này vào dòng trên", "join this row with the one above"),
    "row_add": ("thêm dòng này (tách từ dòng trên)", "add this row (cut off the one above)"),
    "row_keep": ("giữ dòng này", "keep this row"),
    "row": ("Dòng", "Row"),
    "go_on": ("Tiếp tục rà soát", "Go on reviewing"),
    "column_is": ("Cả cột", "The whole column"),
    "move_column": ("Chuyển cả cột", "Move the column"),
    "legend_2": ("nhiều khả năng sai", "probably wrong"),
    "legend_1": ("không chắc", "doubtful"),
    "legend_done": ("đã xem", "looked at"),
    "more_rows": ("Còn {count} dòng không hiện ở đây.", "{count} more rows are not shown here."),
    "did_accept": ("thấy đúng", "found it right"),
    "did_correct": ("sửa", "corrected"),
    "did_illegible": ("không đọc được", "found it illegible"),
    "did_confirm": ("xác nhận", "confirmed"),
    "did_undo": ("hoàn tác", "took back"),
    "waiting": ("chờ người thứ hai", "waits for a second look"),
    "per_document": ("Theo văn bản", "By document"),
    "double_last": ("quét hai lần, hỏi sau cùng", "scanned twice, asked last"),
    "tasks_flagged": ("nhiệm vụ cần xem lại", "tasks to be looked at"),
    "other_cells": (
        "Ngoài ra còn {count} ô số thứ tự và cột khác, hỏi sau cùng.",
        "Beside these there are {count} cells of numbers and other columns, asked last.",
    ),
    "doubtful_cells": ("ô chờ xem", "cells waiting"),
    "est_errors": ("lỗi ước tính", "est. errors"),
}

_FIELDS: dict[str, tuple[str, str]] = {
    "@row": ("Dòng", "Row"),
    "no": ("Số thứ tự", "Number"),
    "content": ("Nội dung công việc", "Task"),
    "result": ("Kết quả, sản phẩm", "Result"),
    "lead_units": ("Đơn vị chủ trì", "Unit in charge"),
    "coordinating_units": ("Đơn vị phối hợp", "Coordinating units"),
    "deadline": ("Thời hạn", "Deadline"),
    "indicators": ("Chỉ tiêu", "Indicators"),
}

KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "none": ("không nêu", "none"),
        "continuous": ("thường xuyên", "continuous"),
        "date": ("chậm nhất một ngày", "by a day"),
        "month": ("trong tháng", "a month"),
        "quarter": ("trong quý", "a quarter"),
        "year": ("trong năm", "a year"),
        "range": ("khoảng thời gian", "a range"),
        "recurring": ("định kỳ", "recurring"),
        "on_demand": ("khi có việc", "on demand"),
        "relative": ("sau một sự kiện", "relative to an event"),
    }
)

RECURRENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "weekly": ("hằng tuần", "weekly"),
        "monthly": ("hằng tháng", "monthly"),
        "quarterly": ("hằng quý", "quarterly"),
        "semiannual": ("6 tháng", "half-yearly"),
        "annual": ("hằng năm", "yearly"),
        "ad_hoc": ("đột xuất", "ad hoc"),
    }
)


_ALL = {**BROWSE, **UPLOADS, **PLACES_AND_TURNS, **_WORDS}


def say(language: Language, name: str, **values: object) -> str:
    """Return a phrase in a language, its places filled. Raises KeyError: no such phrase."""
    return pick(language, _ALL[name]).format(**values)


def pick(language: Language, pair: tuple[str, str]) -> str:
    """Return the one of (Vietnamese, English) that is asked for."""
    return pair[LANGUAGES.index(language)]


def field_name(language: Language, field: str) -> str:
    """Return what a field is called; a column without a field of its own by its header."""
    return pick(language, _FIELDS[field]) if field in _FIELDS else field.removeprefix(EXTRA)


def deadline_words(language: Language, value: Mapping[str, Any]) -> str:
    """Say what a deadline was understood as ("trong tháng: 01/05/2023 – 31/05/2023")."""
    kind = pick(language, KINDS.get(value["kind"], (value["kind"], value["kind"])))
    days = " – ".join(
        day_words(date.fromisoformat(day)) for day in (value["start"], value["end"]) if day
    )
    again = ", ".join(pick(language, RECURRENCES[r]) for r in value["recurrence"])
    rest = "; ".join(part for part in (days, again) if part)
    return f"{kind}: {rest}" if rest else kind


def whole_number(language: Language, count: int) -> str:
    """Write a whole number as the language does: 12.000 or 12,000."""
    words = f"{count:,}"
    return words.replace(",", ".") if language == "vi" else words


def day_words(day: date | None) -> str:
    """Write a day as both languages here do: 05/02/2024; "" for none."""
    return f"{day:%d/%m}/{day.year}" if day else ""
