"""What is counted: the noun after a number, as written ("tờ rơi", "lần/tuần", "xã, thị trấn")."""

from __future__ import annotations

import re

from pipeline.types.folding import fold

# Two- and three-syllable nouns that plans count, so that a unit reads "cơ sở" and not "cơ".
# Taken from the most frequent words after a number in plans, laws and procedures. An unknown noun
# costs only the rest of its name: its first syllable is always taken.
_COMPOUNDS = (
    "bản cam kết|bản chính|bác sĩ|báo cáo|bài báo|bài viết|bể chứa|bệnh nhân|bệnh viện"
    "|biên bản|biển báo|biển cấm|biển số nhà|biển quảng cáo|bộ đèn|bộ hồ sơ|bộ phận"
    "|bộ tiêu chí|buổi|ca bệnh|cá nhân|cán bộ|căn hộ|căn nhà|câu hỏi|câu lạc bộ|cây xanh"
    "|chế độ báo cáo|chi bộ|chi hội|chỉ số|chỉ tiêu|chuyên đề|chuyên mục|chương trình|cơ quan"
    "|cơ sở dữ liệu|cơ sở|công chức|công dân|công nhân|công trình|công ty|cộng tác viên"
    "|cụm công nghiệp|cụm loa|cuộc họp|cuộc thi|cửa hàng|dân tộc|danh mục|dịch vụ công"
    "|dịch vụ|di tích|doanh nghiệp|dự án|đại biểu|đảng viên|đề án|đề tài|điểm cầu|điểm trường"
    "|điều dưỡng|đoàn kiểm tra|đoàn viên|đối tượng|đơn vị|đường dây|gia đình|giao dịch"
    "|giải pháp|giáo viên|gian hàng|giấy chứng nhận|giỏ nhựa|giường bệnh|hầm biogas|hải lý"
    "|hệ thống|hòa giải viên|hồ sơ công việc|hồ sơ|hội nghị|hội thảo|hội viên|hộ chăn nuôi"
    "|hộ dân|hộ gia đình|hộ kinh doanh|hộ nghèo|hợp đồng|hợp tác xã|học sinh|học viên"
    "|huy chương|huyện|kế hoạch|ki-ốt|kiến nghị|ki lô mét|khách hàng|khóa đào tạo|khóa"
    "|khu dân cư|lao động|loại hình|lượt khách|lượt người|lượt truy cập|lượt|lớp tập huấn"
    "|máy tính|mặt hàng|mô hình|mẫu nước|mẫu thực phẩm|mét khối|mét vuông|nền tảng|ngày công"
    "|ngày làm việc|ngôi nhà|người dân|người|nhà máy|nhà văn hóa|nhân viên|nhiệm vụ|nhóm"
    "|nội dung|nghìn đồng|pa nô|phản ánh|phần mềm|phiên chợ|phòng chuyên môn|phòng học"
    "|phóng sự|phụ nữ|phương án|phương tiện|quy chế|quy định|quy trình|quyết định|sáng kiến"
    "|sản phẩm|sinh viên|suất quà|sự kiện|tác phẩm|tài khoản|tài liệu|tập thể|tên miền"
    "|thành viên|thanh niên|thiết bị|thôn bản|thủ tục hành chính|thủ tục|thửa đất|tiêu chí"
    "|tiêu chuẩn|tiết mục|tin bài|tổ chức|tổ dân phố|tổ hòa giải|tổ hợp tác|tờ gấp|tờ rơi"
    "|trạm y tế|trạm|trang trại|trẻ em|triệu đồng|triệu lượt|triệu người|triệu|trụ sở"
    "|trường hợp|trường học|tuyên truyền viên|tuyến đường|tuyến phố|tỷ đồng|vật nuôi|văn bản"
    "|vị trí việc làm|vị trí|video clip|vụ án|vụ việc|xe ô tô|đô thị|ý kiến|ấn phẩm"
    "|lượt cán bộ|lượt đối tượng|ngàn đồng|phần trăm|điểm phần trăm|sở, ban, ngành"
    "|Bộ phận Tiếp nhận và trả kết quả|Bộ phận Một cửa|cặp vợ chồng|ngày đêm|vùng chăn nuôi"
    "|vùng trồng|vùng sản xuất|vùng nguyên liệu|khâu đột phá|dược sĩ|chuỗi liên kết|bé trai|bé gái"
    "|hội chợ|hội thi|hội diễn|đội tuyển|máy quét|máy in|bản tin|tuần hàng|tuần lễ|tuần phim"
    "|ngày hội|giờ dạy|giờ học|giờ giảng|chuyên gia|chuyên viên"
    "|vắc xin|khẩu hiệu|áp phích|băng rôn|kỳ họp|bến xe|hồ chứa|gia trại"
)
_COMPOUND = re.compile(
    rf"(?:{'|'.join(sorted(_COMPOUNDS.split('|'), key=len, reverse=True))})(?!\w)", re.IGNORECASE
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"[^\W\d_][\w&-]*", re.UNICODE)
# Nouns that plans count together, joined by a comma: "tin, bài, phóng sự", "xã, phường, thị trấn".
_TOGETHER = (
    frozenset({"tin", "bài", "phóng sự", "chuyên mục", "chuyên đề", "ảnh"}),
    frozenset({"xã", "phường", "thị trấn", "đặc khu", "huyện", "thị xã", "thành phố", "quận"}),
    frozenset({"thôn", "xóm", "bản", "ấp", "khóm", "tổ dân phố", "khu phố", "khối phố", "buôn"}),
    frozenset({"cơ quan", "đơn vị", "tổ chức", "doanh nghiệp", "địa phương", "trường học"}),
    frozenset({"sở", "ban", "ngành", "phòng", "đoàn thể"}),
    frozenset({"cán bộ", "công chức", "viên chức", "người lao động"}),
    frozenset({"tổ chức", "cá nhân", "tập thể"}),
)
_SHARED_BY = (
    r"giáo viên|học sinh|cán bộ|nhân viên|người dân|hộ dân|phụ nữ|ngày đêm|ngày/đêm|thị trấn"
    r"|đơn vị|cơ quan|mô hình|bé gái|bé trai|trẻ đẻ sống|trẻ em|trẻ|hợp tác xã|hộ gia đình|dự án"
    r"|đầu người|gia đình|hồ sơ|thủ tục|thủ tục hành chính|khách hàng"
    r"|vạn dân|nghìn dân|lao động|dân số|cơ sở|ca đẻ sống|bà mẹ"
)
_PER = re.compile(
    rf"\s?/\s?(?:(?:[1-9]|0[1-9]|1(?:\.?0+)+|vạn|nghìn)\s+(?:{_SHARED_BY}|\w+)|{_SHARED_BY}|[^\W\d_]+)(?!\w)",
    re.IGNORECASE,
)
# The rest of a noun whose measure only then says per what: "dược sĩ đại học/vạn dân".
_REST_OF_NOUN = re.compile(r"(?: (?!và|hoặc|của|cho|với)[^\W\d_]+){1,3}(?=/[^\W\d_]|/\d)")
# Words after a number that are no counted noun.
_NO_NOUN = _words(
    """
    của và là tại trong thì cho với để đến từ theo hoặc nay do được có trên dưới bằng như vào về
    sẽ đã đang khi sau trước gồm không phải hay nhằm đối xuống lên thành còn so trở
    x v phối đúng rõ cùng tự biết hằng
    hàng
    """
)
# Verbs behind a number that names something: "Phòng Nghiệp vụ 2 chủ trì", "lần 3 đề nghị".
_VERB = re.compile(
    r"(?:chu tri|hoan thanh|chao mung|huong (?:toi|ung)|nhan dip|gan voi|ket hop|ho tro(?! vien)"
    r"|chuyen (?:sang|doi|giao)|chinh thuc"
    r"|thuoc|chiem|de nghi|cac|dat|tang them|thuc hien|trien khai|xay dung|nang cao|ra soat"
    r"|kiem tra(?! vien)|tiep tuc|tham gia|phoi hop|xu ly|theo doi|bao dam|dam bao|con lai|tham muu"
    r"|to chuc (?:thuc|hoi|cac|le|cuoc|tuyen|kiem|trien)|trung uong|nghi dinh|thong tu)\b"
)
# Counting words that stand alone: what follows only describes.
_SINGLE = _words(
    """
    người hộ xã phường huyện tỉnh thôn bản ấp xóm buôn làng tổ đội đoàn nhóm khu cụm điểm trạm
    chợ trường lớp khóa buổi cuộc đợt lần lượt kỳ phiên vụ việc ca con cây cái chiếc bộ tấm cuốn
    quyển bài tin phim ảnh tờ bản trang câu tiết ha km m m2 m3 m² m³ kg tấn tạ yến lít mét đồng
    triệu tỷ nghìn đô sao bậc hạng giải suất phần gói thẻ sổ máy xe tàu thuyền nhà căn phòng
    giường bếp cầu cống kênh hồ đập tuyến đường mẫu loại sở ban ngành hội chi đảng đơn phiếu chỗ
    hầm bể thùng chức ngày tháng năm giờ phút tuần quý kw kwh mw gb tb số dự
    camera loa
    """
)
_AGES = re.compile(r"(?:thang\s+|tuan\s+)?tuoi\b")
# Begun like a time, but counted: "04 Tuần hàng", "500 ngày công", "02 giờ dạy".
_NAMED_TIMES = re.compile(
    r"tuần (?:hàng|lễ|phim|văn hóa)|ngày (?:hội|công|chủ nhật)|giờ (?:dạy|học|giảng|ghi|bay)"
)
_MANY = frozenset({"nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ"})  # "2,5 triệu m3", "1 tỷ cây"
_TIMES = frozenset({"năm", "tháng", "ngày", "giờ", "phút", "giây", "tuần", "quý", "h", "thứ"})


def counted_noun(text: str) -> str:
    """Return the counted noun at the start of ``text`` (what follows the number), "" if none.

    >>> counted_noun(" tờ rơi hướng dẫn phân loại rác")
    'tờ rơi'
    >>> counted_noun("% số hộ")
    '%'
    """
    stripped = text.lstrip()
    if stripped.startswith(("%", "‰")):
        return stripped[0]
    if re.match(r"phần trăm\b", stripped, re.IGNORECASE):
        return "%"
    word = _WORD.match(stripped)
    compound = _COMPOUND.match(stripped)
    if word is None or _AGES.match(fold(stripped)):
        return ""
    if compound is None and (word.group().lower() in _NO_NOUN or _VERB.match(fold(stripped))):
        return ""
    stop = compound.end() if compound else _stop_of_unknown(stripped, word)
    if stripped[:stop].lower() in _MANY and is_known_noun(stripped[stop:].lstrip()):
        return f"{stripped[:stop]} {counted_noun(stripped[stop:])}"
    stop = _together(stripped, stop)
    rest = _REST_OF_NOUN.match(stripped, stop)
    stop = rest.end() if rest else stop
    per = _PER.match(stripped, stop)
    while per:
        stop = per.end()
        per = _PER.match(stripped, stop)
    noun = stripped[:stop]
    return re.sub(r"\s*/\s*", "/", noun)


def is_known_noun(text: str) -> bool:
    """Whether ``text`` begins with a noun that plans are known to count."""
    word = _WORD.match(text)
    return _COMPOUND.match(text) is not None or (
        word is not None and word.group().lower() in _SINGLE
    )


def _stop_of_unknown(text: str, word: re.Match[str]) -> int:
    """Return where an unknown noun ends: one syllable where that is a counting word, else two."""
    if word.group().lower() in _SINGLE or not word.group()[0].islower():
        return word.end()
    second = re.match(r" ([^\W\d_]+)(?!\w)", text[word.end() :])
    if second is None or second.group(1).lower() in _NO_NOUN or not second.group(1).islower():
        return word.end()
    return word.end() + second.end()


def is_time(unit: str) -> bool:
    """Whether the unit measures time, so that only a bound ("không quá") makes it a target."""
    named = _NAMED_TIMES.match(unit.lower()) is not None
    return not named and re.split(r"[\s/]", unit.lower(), maxsplit=1)[0] in _TIMES


def _together(text: str, stop: int) -> int:
    """Extend over the other nouns of the same group: "xã" → "xã, thị trấn"."""
    first = text[:stop].lower()
    group = next((g for g in _TOGETHER if first in g), None)
    while group is not None:
        step = re.match(r",\s*", text[stop:])
        if step is None:
            break
        rest = text[stop + step.end() :].lower()
        also = max((n for n in group if re.match(rf"{n}(?!\w)", rest)), key=len, default=None)
        if also is None:
            break
        stop += step.end() + len(also)
    return stop
