"""Why a document could not be read, as one sentence for people: without its path, in Vietnamese."""

from __future__ import annotations

_AGAIN = "Hãy quét hoặc chép lại"
# A part of the English message → the Vietnamese one; the first that occurs counts.
_VIETNAMESE: tuple[tuple[str, str], ...] = (
    ("a defect of this program", "Lỗi của chương trình; chi tiết trong thư mục .kehoach/failures."),
    ("not found: ", "Không tìm thấy tệp hoặc thư mục này."),
    ("no document in ", "Không có văn bản nào ở đó."),
    ("the file is empty", f"Tệp rỗng. {_AGAIN}."),
    ("locked with a password", "Tệp PDF bị khóa bằng mật khẩu. Hãy lưu lại bản không mật khẩu."),
    ("has no pages", f"Tệp không có trang nào. {_AGAIN}."),
    ("damaged or cut short", f"Tệp PDF bị hỏng hoặc bị cắt cụt, không đọc được. {_AGAIN}."),
    ("the image file is damaged", f"Tệp ảnh bị hỏng. {_AGAIN}."),
    (
        "not PDF, TIFF, PNG, JPEG or text",
        "Không phải tệp PDF, TIFF, PNG, JPEG hay văn bản thuần. Hãy in hoặc xuất ra PDF.",
    ),
    (
        "neither a PDF or image nor readable text",
        f"Không phải PDF, ảnh hay văn bản đọc được. {_AGAIN} nếu tệp bị hỏng.",
    ),
    ("more than max_pages", "Tệp có nhiều trang hơn load.max_pages. Hãy tách tệp."),
    ("more than max_file_bytes", "Tệp lớn hơn load.max_file_bytes. Hãy tách tệp."),
    ("more than max_page_pixels", "Trang có quá nhiều điểm ảnh. Hãy quét lại ở 300 dpi."),
    ("too many pixels", "Trang có quá nhiều điểm ảnh. Hãy quét lại ở 300 dpi."),
    ("cannot be opened", "Không mở được tệp. Hãy kiểm tra quyền đọc."),
    ("changed while it was being read", "Tệp thay đổi trong khi đang đọc. Hãy chạy lại."),
    ("no page could be read", f"Không đọc được trang nào. {_AGAIN}."),
    ("of memory that", "Cần nhiều bộ nhớ hơn mức batch.memory_mb cho phép."),
    ("memory ran out", "Tiến trình đọc bị ngắt hai lần, có lẽ do hết bộ nhớ. Hãy giảm --workers."),
    ("another run that shares", "Một lượt chạy khác không đọc được; xem nhật ký của lượt đó."),
    ("reading it died twice", "Tiến trình đọc bị ngắt hai lần."),
    ("nothing was heard", "Quá thời gian chờ một trang (batch.page_seconds)."),
    ("breaks off early", "Ảnh trang bị cắt cụt, thiếu phần cuối trang. Hãy quét lại."),
    ("has no area", "Trang không có diện tích. Hãy quét lại."),
    ("inside one another without end", "Trang bị lỗi cấu trúc. Hãy in ra PDF mới hoặc quét lại."),
    ("a link that leads", "Liên kết không dẫn tới tệp nào trong thư mục."),
    ("no regular file", "Không phải tệp thường."),
    ("is damaged", f"Trang bị hỏng. {_AGAIN}."),
)


def vietnamese(message: str) -> str:
    """Return what a failure's message says, in Vietnamese; "" where it is not foreseen."""
    return next((said for part, said in _VIETNAMESE if part in message), "")


def without_path(message: str, path: str) -> str:
    """Return a message that begins with the path of its document without it."""
    return message.removeprefix(f"{path}: ")
