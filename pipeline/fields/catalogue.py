"""The fields of a task, and the headings and labels under which plans write them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NO: Final = "no"
CONTENT: Final = "content"
RESULT: Final = "result"
LEAD: Final = "lead"
COORDINATING: Final = "coordinating"
BOTH: Final = "lead_and_coordinating"
DEADLINE: Final = "deadline"
START: Final = "deadline_start"
END: Final = "deadline_end"
MARK: Final = "deadline_mark"
ROLE_MARK: Final = "role_mark"
INDICATOR_NAME: Final = "indicator_name"
INDICATOR_UNIT: Final = "indicator_unit"
INDICATOR_VALUE: Final = "indicator_value"
EXTRA: Final = "extra"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the record and its headings as written, most usual first.

    single   at most one column of a table holds it.
    """

    name: str
    headings: tuple[str, ...]
    single: bool = True


def _headings(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("|"))


FIELDS: Final[tuple[Field, ...]] = (
    Field(
        NO,
        _headings(
            """STT | TT | Số TT | Số thứ tự | Stt | Thứ tự | Mục | Số | No | Mã | Mã số | Mã NV
            | Mã nhiệm vụ | Mã công việc | Ký hiệu"""
        ),
    ),
    Field(
        CONTENT,
        _headings(
            """Nội dung công việc | Nhiệm vụ | Nội dung | Công việc | Nhiệm vụ, giải pháp
            | Tên nhiệm vụ | Hoạt động | Nội dung nhiệm vụ | Nội dung thực hiện | Nội dung hoạt động
            | Nội dung, nhiệm vụ | Nhiệm vụ cụ thể | Nhiệm vụ trọng tâm | Nhiệm vụ chủ yếu
            | Nhiệm vụ thực hiện | Danh mục nhiệm vụ | Danh mục công việc | Tên công việc
            | Đầu việc | Nội dung chương trình | Nội dung triển khai | Nội dung kế hoạch
            | Nhóm nhiệm vụ, giải pháp | Nhiệm vụ và giải pháp | Tên hoạt động | Tên đề án
            | Công việc cụ thể | Nội dung các hoạt động | Các nhiệm vụ | Các hoạt động
            | Nội dung/Nhiệm vụ | Tên văn bản, đề án | Công việc thực hiện | Nội dung kiểm tra
            | Nội dung, công việc thực hiện | Nội dung công tác | Tên báo cáo | Loại báo cáo
            | Nội dung báo cáo"""
        ),
    ),
    Field(
        RESULT,
        _headings(
            """Kết quả | Sản phẩm | Kết quả công việc | Kết quả đầu ra | Sản phẩm đầu ra
            | Sản phẩm dự kiến hoàn thành | Sản phẩm, kết quả | Kết quả, sản phẩm | Dự kiến kết quả
            | Kết quả dự kiến | Sản phẩm hoàn thành | Kết quả đạt được | Yêu cầu sản phẩm
            | Kết quả cần đạt | Chỉ tiêu, sản phẩm | Mục tiêu, sản phẩm | Hình thức sản phẩm
            | Sản phẩm/Kết quả | Yêu cầu kết quả | Kết quả phải đạt được | Sản phẩm chủ yếu
            | Dự kiến sản phẩm | Kết quả/Sản phẩm dự kiến | Đầu ra | Kết quả hoàn thành
            | Mục tiêu cần đạt | Yêu cầu, kết quả | Chỉ tiêu cần đạt | Hình thức văn bản
            | Tên sản phẩm"""
        ),
    ),
    Field(
        LEAD,
        _headings(
            """Cơ quan chủ trì | Đơn vị chủ trì | Chủ trì | Đơn vị thực hiện | Cơ quan thực hiện
            | Phân công thực hiện | Trách nhiệm | Người phụ trách | Đơn vị chủ trì thực hiện
            | Cơ quan chủ trì thực hiện | Phân công | Trách nhiệm thực hiện | Người thực hiện
            | Bộ phận thực hiện | Cơ quan, đơn vị thực hiện | Cơ quan, đơn vị chủ trì
            | Đơn vị phụ trách | Phụ trách | Cơ quan chịu trách nhiệm | Đơn vị chịu trách nhiệm
            | Phân công nhiệm vụ | Cơ quan tham mưu | Đơn vị tham mưu | Cơ quan chủ trì tham mưu
            | Phân công trách nhiệm | Đơn vị đầu mối | Cá nhân, đơn vị thực hiện | Người chủ trì
            | Cơ quan thường trực | Phòng, ban chủ trì | Đơn vị, cá nhân thực hiện | Phòng chủ trì
            | Cán bộ phụ trách | Tổ chức thực hiện | Chủ trì thực hiện | Chủ trì tham mưu
            | PIC | Đơn vị | Cơ quan | Cơ quan, đơn vị"""
        ),
    ),
    Field(
        COORDINATING,
        _headings(
            """Cơ quan phối hợp | Đơn vị phối hợp | Phối hợp | Phối hợp thực hiện
            | Đơn vị phối hợp thực hiện | Cơ quan phối hợp thực hiện | Cơ quan, đơn vị phối hợp
            | Cơ quan tham gia | Đơn vị tham gia | Thành phần phối hợp | Phòng, ban phối hợp
            | Lực lượng phối hợp | Người phối hợp | Support"""
        ),
    ),
    Field(
        BOTH,
        _headings(
            """Đơn vị chủ trì/phối hợp | Cơ quan chủ trì, phối hợp | Chủ trì/Phối hợp
            | Cơ quan chủ trì, cơ quan phối hợp | Đơn vị chủ trì, đơn vị phối hợp
            | Đơn vị chủ trì và phối hợp | Phân công chủ trì, phối hợp
            | Cơ quan thực hiện (chủ trì, phối hợp)"""
        ),
    ),
    Field(
        DEADLINE,
        _headings(
            """Thời gian thực hiện | Thời gian | Thời gian hoàn thành | Thời hạn hoàn thành
            | Tiến độ | Thời hạn | Tiến độ thực hiện | Thời điểm | Hạn hoàn thành | Lịch trình
            | Thời gian, tiến độ | Thời gian tổ chức | Thời gian triển khai | Tiến độ hoàn thành
            | Thời gian dự kiến | Thời hạn thực hiện | Lộ trình | Thời điểm hoàn thành
            | Mốc thời gian | Thời gian trình | Kỳ hạn | Lộ trình thực hiện | Thời gian báo cáo
            | Từ ngày - đến ngày | Từ ngày đến ngày | Từ - đến | Bắt đầu - kết thúc
            | Deadline | Hạn | Tần suất | Định kỳ | Khi nào"""
        ),
    ),
    Field(
        START,
        _headings(
            """Thời gian bắt đầu | Bắt đầu | Ngày bắt đầu | Thời điểm bắt đầu | Khởi công
            | Bắt đầu thực hiện | Từ ngày | Ngày khởi công | Từ | Từ tháng | Từ quý | Từ năm
            | Ngày BĐ | Khởi đầu | Khởi động"""
        ),
    ),
    Field(
        END,
        _headings(
            """Thời gian kết thúc | Kết thúc | Hoàn thành | Ngày hoàn thành | Ngày kết thúc
            | Thời điểm kết thúc | Đến ngày | Hoàn thành trước | Xong | Đến | Đến tháng | Đến quý
            | Đến năm | Ngày KT"""
        ),
    ),
    Field(
        INDICATOR_NAME,
        _headings("Chỉ tiêu | Tên chỉ tiêu | Chỉ số | Tiêu chí | Nội dung chỉ tiêu | Mục tiêu"),
    ),
    Field(
        INDICATOR_UNIT,
        _headings("Đơn vị tính | ĐVT | Đ.v tính | Đơn vị đo | ĐV tính | Đơn vị | Đơn vị tính (%)"),
    ),
    Field(
        INDICATOR_VALUE,
        _headings(
            """Kế hoạch | Chỉ tiêu kế hoạch | Mục tiêu năm | Kế hoạch năm | Chỉ tiêu năm
            | Chỉ tiêu giao | Chỉ tiêu phấn đấu | Giá trị | Số lượng | Chỉ tiêu được giao
            | Kế hoạch giao | Mục tiêu đến năm | Mục tiêu | Chỉ tiêu"""
        ),
        single=False,
    ),
    Field(
        EXTRA,
        _headings(
            """Kinh phí | Ghi chú | Kinh phí thực hiện | Nguồn kinh phí | Dự toán | Địa điểm
            | Kinh phí (triệu đồng) | Thành phần | Địa điểm thực hiện | Cơ sở pháp lý | Căn cứ
            | Lãnh đạo phụ trách | Lãnh đạo chỉ đạo | Lãnh đạo UBND phụ trách | Cấp trình
            | Cấp phê duyệt | Nguồn vốn | Tổng kinh phí | Kinh phí dự kiến | Đối tượng
            | Thực hiện năm trước | Kết quả năm trước | Hình thức | Dự kiến kinh phí | Văn bản giao
            | Cơ quan ban hành | Cấp ban hành | Cơ quan trình | Quy mô | Số tiền | Lãnh đạo theo dõi
            | Nơi nhận | Nơi nhận báo cáo | Cơ quan nhận báo cáo | Nơi gửi báo cáo | Nơi gửi đến
            | Đơn vị được kiểm tra | Đơn vị được thanh tra | Đối tượng kiểm tra
            | Đối tượng thanh tra | Cơ quan được giám sát | Đối tượng giám sát | Thời kỳ thanh tra
            | Số ngày làm việc | Đối tượng thụ hưởng | Tỷ lệ | Tổng số | Phương pháp thực hiện
            | Hình thức thực hiện | Thứ"""
        ),
        single=False,
    ),
)
FIELD_NAMES: Final[tuple[str, ...]] = tuple(field.name for field in FIELDS)
UNITS_FIELDS: Final = (LEAD, COORDINATING, BOTH)
