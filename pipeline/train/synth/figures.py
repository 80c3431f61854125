"""Measurable targets, each composed together with the indicator it states."""

from __future__ import annotations

from typing import Final

from pipeline.train.synth import variety
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.words import Subject
from pipeline.types.task import Indicator, Operator

Figure = tuple[str, Indicator]
_SHARES: Final[dict[Subject, tuple[str, ...]]] = {
    "a": (
        "hồ sơ thủ tục hành chính được giải quyết đúng hạn",
        "văn bản được ký số và gửi trên môi trường mạng",
        "cán bộ, công chức được tập huấn nghiệp vụ",
        "phản ánh, kiến nghị được xử lý dứt điểm",
        "hồ sơ được tiếp nhận trực tuyến",
        "kết quả giải quyết được số hóa và lưu vào kho dữ liệu",
        "người dân hài lòng với sự phục vụ của cơ quan hành chính",
    ),
    "e": (
        "cơ sở sản xuất được kiểm tra điều kiện an toàn",
        "vốn đầu tư công được giải ngân",
        "hộ chăn nuôi cam kết bảo vệ môi trường",
        "diện tích gieo trồng được chủ động tưới tiêu",
        "rác thải sinh hoạt được thu gom, xử lý",
        "công trình xây dựng được kiểm tra trật tự",
        "hợp tác xã hoạt động có hiệu quả",
    ),
    "s": (
        "trẻ em trong độ tuổi được tiêm chủng đầy đủ",
        "học sinh được khám sức khỏe định kỳ",
        "người dân tham gia bảo hiểm y tế",
        "hộ nghèo được hỗ trợ về nhà ở",
        "thôn, tổ dân phố đạt chuẩn văn hóa",
        "trường học có công trình vệ sinh đạt chuẩn",
        "người lao động được tư vấn việc làm",
    ),
    "p": (
        "tin báo, tố giác về tội phạm được tiếp nhận, xử lý",
        "chi bộ sinh hoạt đúng quy định",
        "cơ sở được kiểm tra về phòng cháy, chữa cháy",
        "thanh niên trong độ tuổi được đăng ký nghĩa vụ quân sự",
        "đơn thư khiếu nại, tố cáo được giải quyết đúng thẩm quyền",
        "đảng viên được học tập, quán triệt nghị quyết",
    ),
}
# Verb, noun, smallest and largest usual count, what may follow.
_COUNTS: Final[tuple[tuple[str, str, int, int, str], ...]] = (
    ("mở", "lớp", 1, 20, " tập huấn nghiệp vụ"),
    ("tổ chức", "hội nghị", 1, 6, " phổ biến, quán triệt"),
    ("kiểm tra", "cơ sở", 5, 120, " trên địa bàn"),
    ("đăng tải", "tin, bài", 12, 180, " trên cổng thông tin điện tử"),
    ("cấp phát", "tờ rơi", 500, 15000, " tuyên truyền"),
    ("treo", "băng rôn", 10, 240, " tại nơi công cộng"),
    ("xây dựng", "mô hình", 1, 9, " điểm để nhân rộng"),
    ("thu hút", "lượt người", 150, 9000, " tham gia"),
    ("tổ chức", "cuộc", 1, 12, " kiểm tra chuyên đề"),
    ("tổ chức", "đợt", 2, 6, " ra quân tuyên truyền"),
    ("sửa chữa", "km", 1, 60, " đường giao thông"),
    ("trồng mới", "cây", 300, 25000, " xanh các loại"),
    ("hỗ trợ", "hộ", 8, 460, " có hoàn cảnh khó khăn"),
    ("trang bị", "bộ", 2, 60, " máy vi tính"),
    ("xóa", "điểm", 2, 30, " đen về trật tự"),
    ("phát hành", "cuốn", 100, 4000, " tài liệu nghiệp vụ"),
)
_BOUNDS: Final[dict[tuple[str, Operator], float]] = {
    ("", "="): 5,
    ("ít nhất ", ">="): 3,
    ("tối thiểu ", ">="): 3,
    ("trên ", ">"): 2,
    ("không dưới ", ">="): 1,
}
_ROWS: Final[dict[Subject, tuple[tuple[str, str], ...]]] = {
    subject: tuple((f"Tỷ lệ {share}", "%") for share in shares)
    for subject, shares in _SHARES.items()
}
_TOTALS = (
    ("Số lớp tập huấn nghiệp vụ được tổ chức", "lớp", 2, 30),
    ("Số cuộc kiểm tra theo kế hoạch", "cuộc", 4, 40),
    ("Số tin, bài tuyên truyền được đăng", "tin, bài", 24, 400),
    ("Số mô hình mới được xây dựng", "mô hình", 1, 15),
    ("Số hộ được hỗ trợ trong năm", "hộ", 20, 900),
    ("Diện tích rừng trồng mới", "ha", 15, 800),
    ("Chiều dài đường giao thông nông thôn được cứng hóa", "km", 5, 90),
)


def written(value: float) -> str:
    """Return a number as Vietnamese plans write it: 1.500; 2,5; 07.

    >>> written(1500), written(2.5), written(7)
    ('1.500', '2,5', '07')
    """
    if value != int(value):
        return f"{value:g}".replace(".", ",")
    whole = int(value)
    return f"{whole:02}" if whole < 1000 else f"{whole:,}".replace(",", ".")


def any_figure(dice: Dice, subject: Subject) -> Figure:
    """Return a target in words (small first letter) and its indicator."""
    if dice.varied and dice.chance(variety.SHARE):
        return variety.any_figure(dice)
    return share(dice, subject) if dice.chance(0.6) else count(dice)


def share(dice: Dice, subject: Subject) -> Figure:
    """Return a target in per cent."""
    noun = dice.pick(_SHARES[subject])
    if dice.chance(0.3):
        return f"100% {noun}", Indicator(f"100% {noun}", "=", 100.0, "%")
    value = _percent(dice)
    number = f"{value:g}".replace(".", ",")
    form = dice.between(0, 4)
    if form == 0:
        text, op = f"từ {number}% {noun.split(' được ')[0]} trở lên", ">="
    elif form == 1:
        text, op = f"tỷ lệ {noun} đạt {number}%", "="
    elif form == 2:
        text, op = f"tỷ lệ {noun} đạt từ {number}% trở lên", ">="
    else:
        bound, op = dice.weighted(_BOUNDS)
        text = f"{bound}{number}% {noun}"
    return text, Indicator(text, _operator(op), value, "%")


def count(dice: Dice) -> Figure:
    """Return a target that counts things."""
    verb, noun, low, high, after = dice.pick(_COUNTS)
    value = float(_round(dice.between(low, high)))
    if noun == "km" and dice.chance(0.6):
        value += dice.between(1, 9) / 10
    bound, op = dice.weighted(_BOUNDS)
    text = f"{verb} {bound}{written(value)} {noun}{after}"
    return text, Indicator(text, op, value, noun)


def row(dice: Dice, subject: Subject) -> tuple[str, str, str, Indicator]:
    """Return name, unit, value cell and indicator of a row in a table of indicators."""
    if dice.chance(0.65):
        name, unit = dice.pick(_ROWS[subject])
        value = 100.0 if dice.chance(0.25) else _percent(dice)
        number = f"{value:g}".replace(".", ",")
    else:
        name, unit, low, high = dice.pick(_TOTALS)
        value = float(_round(dice.between(low, high)))
        number = written(value)
    bounds: dict[tuple[str, Operator], float] = {
        ("", "="): 6,
        ("≥ ", ">="): 2,
        ("Ít nhất ", ">="): 1,
        ("Trên ", ">"): 1,
        ("Tối thiểu ", ">="): 1,
    }
    bound, op = dice.weighted(bounds)
    if value == 100 and unit == "%":
        bound, op = "", "="
    return name, unit, bound + number, Indicator(name, op, value, unit)


def _percent(dice: Dice) -> float:
    if dice.chance(0.12):
        return dice.between(40, 98) + 0.5
    return float(dice.pick((50, 55, 60, 65, 70, 75, 80, 85, 90, 92, 95, 96, 97, 98)))


def _round(value: int) -> int:
    step = 1 if value < 50 else 10 if value < 1000 else 500
    return max(value // step * step, 1)


def _operator(op: str) -> Operator:
    operators: dict[str, Operator] = {"=": "=", ">=": ">=", ">": ">", "<=": "<=", "<": "<"}
    return operators[op]
