"""Why a person should look at a record: every flag with its reason in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Flag:
    """One reason to look.

    fields   record fields that it puts in doubt; empty: the whole record.
    factor   what the confidence of those fields is multiplied with. First estimates, to be
             replaced by calibration against corrected records.
    """

    name: str
    vietnamese: str
    english: str
    fields: tuple[str, ...] = ()
    factor: float = 1.0


_ALL = (
    Flag(
        "low_ocr_confidence",
        "Chữ trong ô đọc không chắc chắn.",
        "The words were read with low confidence.",
    ),
    Flag(
        "low_confidence",
        "Trường này nhiều khả năng sai.",
        "The field most probably is wrong.",
    ),
    Flag(
        "header_doubtful",
        "Không chắc cột này thuộc trường nào.",
        "It is uncertain which field a column holds.",
    ),
    Flag(
        "empty_content", "Không có nội dung nhiệm vụ.", "The task has no words.", ("content",), 0.2
    ),
    Flag(
        "content_carried",
        "Ô nội dung trống: lấy nội dung của dòng trên.",
        "The content cell is empty: the content of the row above was taken.",
        ("content",),
        0.7,
    ),
    Flag(
        "same_as_above",
        "Ô ghi “như trên”, hoặc để trống trong bảng không kẻ dòng: lấy nội dung của dòng trên.",
        "A cell says “as above”, or is empty in a table without rules: the row above was taken.",
    ),
    Flag(
        "lead_missing",
        "Không thấy đơn vị chủ trì.",
        "No unit in charge was found.",
        ("lead_units",),
        0.6,
    ),
    Flag(
        "units_doubtful",
        "Không chắc cách tách tên các đơn vị.",
        "The names of the units could not be told apart with certainty.",
        ("lead_units", "coordinating_units"),
        0.6,
    ),
    Flag(
        "unit_repaired",
        "Chữ đọc sai trong tên đơn vị đã được sửa theo danh mục tên cơ quan.",
        "A misread word of a unit's name was repaired from the catalogue of offices.",
        ("lead_units", "coordinating_units"),
        0.9,
    ),
    Flag(
        "deadline_unparsed",
        "Không hiểu được thời hạn.",
        "The deadline's words could not be understood.",
        ("deadline",),
        0.3,
    ),
    Flag(
        "deadline_several",
        "Ô có nhiều thời hạn: lấy thời hạn đầu.",
        "The words name several deadlines: the first was taken.",
        ("deadline",),
        0.6,
    ),
    Flag(
        "deadline_year_missing",
        "Không rõ thời hạn thuộc năm nào.",
        "It is not known which year the deadline is in.",
        ("deadline",),
        0.4,
    ),
    Flag(
        "deadline_impossible_date",
        "Ngày không có trong lịch.",
        "The calendar has no such day.",
        ("deadline",),
        0.2,
    ),
    Flag(
        "deadline_open_end",
        "Thời hạn chỉ có ngày bắt đầu.",
        "The deadline names only its beginning.",
        ("deadline",),
        0.8,
    ),
    Flag(
        "deadline_vague",
        "Thời hạn nêu không rõ.",
        "The deadline is stated vaguely.",
        ("deadline",),
        0.7,
    ),
    Flag(
        "deadline_digits_repaired",
        "Chữ số trong thời hạn đã được sửa.",
        "A digit of the deadline was repaired.",
        ("deadline",),
        0.8,
    ),
    Flag(
        "deadline_lunar",
        "Ngày âm lịch.",
        "The day is one of the lunar calendar.",
        ("deadline",),
        0.5,
    ),
    Flag(
        "deadline_school_year",
        "Thời hạn theo năm học.",
        "The deadline is a school year.",
        ("deadline",),
        0.7,
    ),
    Flag(
        "deadline_from_section",
        "Thời hạn lấy từ tên mục.",
        "The deadline was taken from the section's title.",
        ("deadline",),
        0.9,
    ),
    Flag(
        "deadline_from_sentence",
        "Thời hạn lấy từ câu giao nhiệm vụ.",
        "The deadline was taken from the sentence that gives the task.",
        ("deadline",),
        0.6,
    ),
    Flag(
        "assigned_in_sentence",
        "Nhiệm vụ giao trong câu văn, không có mục đơn vị, thời hạn riêng.",
        "The task is given in a sentence, without labels for unit and deadline.",
        ("lead_units", "coordinating_units"),
        0.7,
    ),
    Flag(
        "unit_from_heading",
        "Đơn vị lấy từ tiêu đề phía trên nhiệm vụ.",
        "The unit was taken from the heading above the task.",
        ("lead_units", "coordinating_units"),
        0.9,
    ),
    Flag(
        "row_rebuilt",
        "Dòng được ghép lại từ lớp chữ không còn đường kẻ: các ô có thể lẫn vào nhau.",
        "The row was put together from a text layer without rules: its cells may be mixed up.",
        ("content", "result", "lead_units", "coordinating_units", "deadline"),
        0.5,
    ),
    Flag(
        "no_repaired",
        "Số thứ tự đọc sai đã được sửa theo các số bên cạnh.",
        "A misread number was set right by the numbers beside it.",
        ("no",),
        0.8,
    ),
    Flag(
        "no_doubtful",
        "Không đọc được số thứ tự.",
        "The number could not be read.",
        ("no",),
        0.3,
    ),
    Flag(
        "section_no_repaired",
        "Số của mục đọc sai đã được sửa theo các mục bên cạnh.",
        "The section's misread number was set right by the sections beside it.",
        ("section_no",),
        0.8,
    ),
    Flag(
        "section_no_doubtful",
        "Không đọc được số của mục.",
        "The section's number could not be read.",
        ("section_no",),
        0.3,
    ),
    Flag(
        "numbering_gap",
        "Số thứ tự không liên tục: có thể sót dòng.",
        "The numbering jumps: a row may be missing.",
        ("no",),
        0.7,
    ),
    Flag(
        "numbering_order",
        "Số thứ tự lùi: có thể đọc sai số hoặc lẫn dòng.",
        "The numbering goes back: a number was misread, or rows are mixed up.",
        ("no",),
        0.6,
    ),
    Flag(
        "deadline_before_plan",
        "Thời hạn trước ngày ban hành văn bản.",
        "The deadline lies before the day the document was issued.",
        ("deadline",),
        0.5,
    ),
    Flag(
        "deadline_far",
        "Thời hạn quá xa: có thể đọc sai năm.",
        "The deadline is very far away: its year may be misread.",
        ("deadline",),
        0.5,
    ),
    Flag(
        "unit_alone",
        "Tên đơn vị chỉ gặp một lần trong văn bản và không có trong danh mục.",
        "The unit's name occurs only once in the document and in no catalogue.",
        ("lead_units", "coordinating_units"),
        0.85,
    ),
    Flag(
        "unit_alike",
        "Tên đơn vị gần giống một tên khác trong văn bản: có thể đọc sai.",
        "The unit's name is nearly that of another one in the document: it may be misread.",
        ("lead_units", "coordinating_units"),
        0.5,
    ),
    Flag(
        "percent_over_100",
        "Tỷ lệ lớn hơn 100%.",
        "A percentage is over 100.",
        ("indicators",),
        0.7,
    ),
    Flag(
        "indicator_repaired",
        "Chữ cái trước dấu % đã được sửa thành chữ số trong chỉ tiêu.",
        "A letter before a percent sign was read as the digit that it must be.",
        ("indicators",),
        0.8,
    ),
    Flag(
        "indicator_doubtful",
        "Số trong chỉ tiêu dính chữ cái, hoặc đơn vị tính không phải là từ.",
        "A number of a target touches a letter, or its unit is no word.",
        ("indicators",),
        0.6,
    ),
    Flag(
        "target_unread",
        "Không đọc được giá trị chỉ tiêu.",
        "The target's value could not be read.",
        ("indicators",),
        0.3,
    ),
)

FLAGS: Mapping[str, Flag] = MappingProxyType({flag.name: flag for flag in _ALL})
"""Flag name → its meaning. A record's flags are names of this table."""

_DOCUMENT = (
    Flag(
        "no_tasks",
        "Không tìm thấy nhiệm vụ nào: xem văn bản có giao việc hay không.",
        "No task was found: look whether the document orders any.",
    ),
    Flag("number_missing", "Không có số văn bản.", "The document has no number that was read."),
    Flag("date_missing", "Không có ngày ban hành.", "The document has no date that was read."),
    Flag("issuer_missing", "Không đọc được cơ quan ban hành.", "The issuer was not read."),
    Flag("type_missing", "Không thấy tên loại văn bản.", "The type of document was not found."),
    Flag("title_missing", "Không thấy trích yếu.", "The title was not found."),
    Flag("signer_missing", "Không đọc được người ký.", "The signer's name was not read."),
    Flag(
        "number_by_hand",
        "Số văn bản viết tay hoặc đọc không chắc: để trống, không suy đoán.",
        "The number is written by hand or was read unsurely: it is left empty, not guessed.",
    ),
    Flag(
        "date_doubtful",
        "Ngày ban hành đọc không chắc hoặc không hợp lý: để trống.",
        "The date was read unsurely or cannot be: it is left empty.",
    ),
    Flag(
        "number_disagrees",
        "Số ở phần đầu khác số ghi ở phụ lục.",
        "The number of the head is not the one that the annex repeats.",
    ),
    Flag(
        "date_disagrees",
        "Ngày ở phần đầu khác ngày ghi ở phụ lục.",
        "The date of the head is not the one that the annex repeats.",
    ),
)
DOCUMENT_FLAGS: Mapping[str, Flag] = MappingProxyType({flag.name: flag for flag in _DOCUMENT})
"""Flags of a document: of its letterhead, and that no task was found in it."""
