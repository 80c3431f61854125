"""Names of offices as they are spelt in full, and how plans shorten them.

The names are those of laws and decrees on the organisation of the state (Decrees 24/2014, 37/2014,
45/2025, 150/2025 and those on each ministry), of the party, of the mass organisations and of the
state's services; before and after the reforms of 2025.
"""

from __future__ import annotations

from typing import Final


def _cut(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("|") if part.strip())


FIELDS_OF_STATE: Final = _cut(
    """Nội vụ | Tư pháp | Tài chính | Tài chính - Kế hoạch | Kế hoạch và Đầu tư
    | Kế hoạch - Tài chính | Công Thương | Kinh tế | Kinh tế và Hạ tầng
    | Kinh tế, Hạ tầng và Đô thị | Xây dựng
    | Quản lý đô thị | Giao thông vận tải | Nông nghiệp và Phát triển nông thôn
    | Nông nghiệp và Môi trường | Tài nguyên và Môi trường | Thông tin và Truyền thông
    | Khoa học và Công nghệ | Giáo dục và Đào tạo | Y tế | Văn hóa và Thông tin
    | Văn hóa, Thể thao và Du lịch | Văn hóa và Thể thao | Văn hóa - Xã hội
    | Văn hóa, Khoa học và Thông tin | Lao động - Thương binh và Xã hội | Dân tộc
    | Dân tộc và Tôn giáo | Ngoại vụ | Du lịch | Quy hoạch - Kiến trúc | Quốc phòng | Công an
    | Ngoại giao | Tổ chức cán bộ | Tổ chức - Hành chính | Hành chính - Tổng hợp
    | Tổ chức - Cán bộ, Thanh tra và Thi đua - Khen thưởng | Kiểm tra nghiệp vụ và Thi hành án"""
)
"""What a ministry, department or section is for: "Sở …", "Phòng …", "Bộ …"."""

NAMES: Final = _cut(
    """Ủy ban nhân dân | Hội đồng nhân dân | Văn phòng Hội đồng nhân dân và Ủy ban nhân dân
    | Văn phòng Ủy ban nhân dân | Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân
    | Văn phòng Huyện ủy | Văn phòng Tỉnh ủy | Văn phòng Thành ủy | Văn phòng Đảng ủy
    | Thường trực Huyện ủy | Thường trực Tỉnh ủy | Ban Thường vụ | Ban Chấp hành
    | Ban Tổ chức | Ban Tuyên giáo | Ban Tuyên giáo và Dân vận | Ban Dân vận | Ban Nội chính
    | Ủy ban Kiểm tra | Trung tâm Chính trị | Trường Chính trị | Thanh tra | Ban Dân tộc
    | Ban Chỉ đạo | Ban Chỉ huy Quân sự | Bộ Chỉ huy Quân sự | Bộ Chỉ huy Bộ đội Biên phòng
    | Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn | Ban Chỉ huy Phòng thủ dân sự
    | Ban Quản lý dự án đầu tư xây dựng | Ban Quản lý các khu công nghiệp | Ban Quản lý khu kinh tế
    | Ban Quản lý dự án | Ban Quản lý rừng phòng hộ | Ban An toàn giao thông
    | Trung tâm Y tế | Trung tâm Kiểm soát bệnh tật | Trung tâm Phục vụ hành chính công
    | Trung tâm Văn hóa - Thể thao và Truyền thông | Trung tâm Văn hóa, Thông tin và Thể thao
    | Trung tâm Truyền thông - Văn hóa | Trung tâm Dịch vụ nông nghiệp | Trung tâm Khuyến nông
    | Trung tâm Phát triển quỹ đất | Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên
    | Trung tâm Dịch vụ việc làm | Trung tâm Trợ giúp pháp lý | Trung tâm Xúc tiến đầu tư
    | Trung tâm Công nghệ thông tin và Truyền thông | Trung tâm Kiểm nghiệm | Trung tâm Khuyến công
    | Trung tâm học tập cộng đồng | Trung tâm Cung ứng dịch vụ sự nghiệp công
    | Bệnh viện Đa khoa | Bệnh viện Y học cổ truyền | Bệnh viện Sản Nhi | Bệnh viện Phổi
    | Trạm Y tế | Trạm Khuyến nông | Trạm Chăn nuôi và Thú y | Hạt Kiểm lâm
    | Trạm Trồng trọt và Bảo vệ thực vật
    | Chi cục Kiểm lâm | Chi cục Thủy lợi | Chi cục Thủy sản | Chi cục Chăn nuôi và Thú y
    | Chi cục Trồng trọt và Bảo vệ thực vật | Chi cục Phát triển nông thôn
    | Chi cục Quản lý chất lượng Nông lâm sản và Thủy sản | Chi cục An toàn vệ sinh thực phẩm
    | Chi cục Dân số - Kế hoạch hóa gia đình | Chi cục Dân số | Chi cục Bảo vệ môi trường
    | Chi cục Thuế | Chi cục Thống kê | Chi cục Thi hành án dân sự | Chi cục Hải quan
    | Phòng Bưu chính, Viễn thông | Phòng Bưu chính - Viễn thông
    | Cục Lâm nghiệp và Kiểm lâm | Cục Chăn nuôi và Thú y | Cục Thủy sản và Kiểm ngư
    | Cục Trồng trọt và Bảo vệ thực vật | Cục Quản lý đê điều và Phòng, chống thiên tai
    | Cục Quản lý và Xây dựng công trình thủy lợi | Cục Kinh tế hợp tác và Phát triển nông thôn
    | Cục Chất lượng, Chế biến và Phát triển thị trường | Cục Biển và Hải đảo Việt Nam
    | Cục Bảo tồn thiên nhiên và Đa dạng sinh học | Cục Địa chất và Khoáng sản Việt Nam
    | Cục Đo đạc, Bản đồ và Thông tin địa lý Việt Nam | Vụ Khoa học và Công nghệ
    | Vụ Tổ chức cán bộ | Vụ Hợp tác quốc tế | Vụ Pháp chế | Vụ Kế hoạch - Tài chính
    | Cục Thuế | Cục Thống kê | Cục Thi hành án dân sự | Cục Quản lý thị trường | Cục Hải quan
    | Đội Quản lý thị trường | Đội Quản lý trật tự đô thị | Thống kê | Thuế
    | Kho bạc Nhà nước | Bảo hiểm xã hội | Ngân hàng Chính sách xã hội | Ngân hàng Nhà nước
    | Phòng giao dịch Ngân hàng Chính sách xã hội | Tòa án nhân dân | Viện kiểm sát nhân dân
    | Văn phòng Đăng ký đất đai | Chi nhánh Văn phòng Đăng ký đất đai | Bưu điện | Điện lực
    | Đài Truyền thanh | Đài Truyền thanh - Truyền hình | Đài Phát thanh - Truyền hình
    | Đài Phát thanh và Truyền hình | Báo và Đài Phát thanh - Truyền hình | Cổng Thông tin điện tử
    | Trang Thông tin điện tử | Ủy ban Mặt trận Tổ quốc Việt Nam | Mặt trận Tổ quốc
    | Hội Liên hiệp Phụ nữ | Hội Nông dân | Hội Cựu chiến binh | Hội Chữ thập đỏ | Hội Khuyến học
    | Hội Người cao tuổi | Hội Luật gia | Liên đoàn Lao động | Liên minh Hợp tác xã
    | Đoàn Thanh niên Cộng sản Hồ Chí Minh | Đoàn Thanh niên | Tỉnh đoàn | Huyện đoàn | Thành đoàn
    | Thị đoàn | Công đoàn | Hội đồng Thi đua - Khen thưởng | Hội đồng nghĩa vụ quân sự
    | Hội đồng phối hợp phổ biến, giáo dục pháp luật | Công an | Văn phòng Chính phủ
    | Thanh tra Chính phủ | Ủy ban Dân tộc | Ngân hàng Nhà nước Việt Nam | Văn phòng Sở
    | Thanh tra Sở | Bộ phận Một cửa | Bộ phận Tiếp nhận và Trả kết quả | Tổ công nghệ số cộng đồng
    | Hiệp hội Doanh nghiệp | Hợp tác xã | Nhà Văn hóa | Thư viện | Bảo tàng | Văn phòng
    | Văn thư | Kế toán | Ban Quản lý Khu kinh tế và các khu công nghiệp
    | Chi cục Biển, Hải đảo và Kiểm ngư | Chi cục Thủy sản và Kiểm ngư | Đảng ủy Quân sự
    | Đảng ủy Công an | Đảng ủy Ủy ban nhân dân | Đảng ủy các cơ quan Đảng | Ban Xây dựng Đảng
    | Ban Tổ chức Tỉnh ủy | Ban Nội chính Tỉnh ủy | Ban Tuyên giáo và Dân vận Tỉnh ủy
    | Ủy ban Kiểm tra Tỉnh ủy | Ủy ban Kiểm tra Đảng ủy"""
)
"""Offices by their own names, without level and place."""

PHRASES: Final = _cut(
    """các cơ quan, đơn vị có liên quan | các cơ quan, đơn vị liên quan | các cơ quan, đơn vị
    | các sở, ban, ngành, đoàn thể | các sở, ban, ngành | các phòng, ban, ngành, đoàn thể
    | các phòng, ban, ngành | các phòng, ban chuyên môn | phòng ban chuyên môn
    | các ban, ngành, đoàn thể | các ban, ngành
    | các ngành có liên quan | các phòng chuyên môn | các cơ quan chuyên môn
    | các xã, phường, thị trấn | các xã, thị trấn | các xã, phường | các huyện, thị xã, thành phố
    | các đơn vị trực thuộc | các trường học trên địa bàn | các tổ chức chính trị - xã hội
    | cơ quan chuyên môn | chuyên môn | có liên quan | liên quan | trên địa bàn | trực thuộc
    | thị trấn | thị xã | thành phố | huyện | tỉnh | phường | nhân dân | truyền thông | truyền thanh
    | điện tử | đơn vị | cơ quan | doanh nghiệp | đoàn thể | lãnh đạo | chủ tịch | giám đốc
    | hiệu trưởng | thủ trưởng | bệnh tật | thể thao | nông thôn | môi trường | kế hoạch | tài chính
    | lao động | thương binh | xã hội | văn hóa | giáo dục | đào tạo | khoa học | công nghệ
    | bảo vệ thực vật | an toàn thực phẩm | an toàn vệ sinh thực phẩm | kiểm dịch y tế | thú y
    | Ủy ban nhân dân tỉnh | Ủy ban nhân dân huyện | Ủy ban nhân dân quận | Ủy ban nhân dân phường
    | Ủy ban nhân dân thị xã | Ủy ban nhân dân thành phố | Ủy ban nhân dân thị trấn | UBND tỉnh
    | UBND huyện | UBND quận | UBND phường | UBND thị xã | UBND thành phố | UBND thị trấn
    | phòng cháy, chữa cháy | cứu nạn cứu hộ | trường học | trung tâm | bệnh viện | chi nhánh
    | khu vực | các cấp | cấp huyện | cấp xã | UBND | HĐND | HĐND và UBND | MTTQ Việt Nam | cao đẳng
    | chuyển đổi số | cải cách hành chính | phổ biến, giáo dục pháp luật | giáo dục trung học
    | giáo dục mầm non | giáo dục tiểu học | quản lý khoa học | quản lý thương mại | công nghệ số
    | nghiệp vụ dược | quản lý công nghệ | tổ chức cán bộ | kế hoạch tổng hợp | trợ giúp pháp lý
    | hành chính tư pháp | quản lý văn hóa | thi đua - khen thưởng | thi hành án dân sự
    | đăng ký đất đai | quản lý thị trường | người cao tuổi | cựu chiến binh | chữ thập đỏ
    | liên hiệp phụ nữ | phát triển quỹ đất | quản lý đô thị | khuyến nông | phục vụ hành chính công
    | tiểu học | mầm non | trung học cơ sở | trung học phổ thông | cảnh sát | kiểm nghiệm"""
)
"""Other words that unit lists are made of, in small letters as they stand inside a name."""

OF_STATE: Final[dict[str, str]] = {
    "nv": "Nội vụ",
    "tp": "Tư pháp",
    "tc": "Tài chính",
    "tckh": "Tài chính - Kế hoạch",
    "khtc": "Kế hoạch - Tài chính",
    "khdt": "Kế hoạch và Đầu tư",
    "ct": "Công Thương",
    "kt": "Kinh tế",
    "ktht": "Kinh tế và Hạ tầng",
    "kthtdt": "Kinh tế, Hạ tầng và Đô thị",
    "xd": "Xây dựng",
    "qldt": "Quản lý đô thị",
    "gtvt": "Giao thông vận tải",
    "nnptnt": "Nông nghiệp và Phát triển nông thôn",
    "nnmt": "Nông nghiệp và Môi trường",
    "tnmt": "Tài nguyên và Môi trường",
    "tttt": "Thông tin và Truyền thông",
    "khcn": "Khoa học và Công nghệ",
    "gddt": "Giáo dục và Đào tạo",
    "gd": "Giáo dục và Đào tạo",
    "yt": "Y tế",
    "vhtt": "Văn hóa và Thông tin",
    "vhttdl": "Văn hóa, Thể thao và Du lịch",
    "vhxh": "Văn hóa - Xã hội",
    "ldtbxh": "Lao động - Thương binh và Xã hội",
    "ldtb": "Lao động - Thương binh và Xã hội",
    "dt": "Dân tộc",
    "dttg": "Dân tộc và Tôn giáo",
    "ngv": "Ngoại vụ",
    "dl": "Du lịch",
    "qhkt": "Quy hoạch - Kiến trúc",
    "qp": "Quốc phòng",
    "ca": "Công an",
    "tccb": "Tổ chức cán bộ",
    "tchc": "Tổ chức - Hành chính",
    "hcth": "Hành chính - Tổng hợp",
}
"""What stands behind "Sở", "Phòng", "Bộ" as initials, signs and marks left out."""

SHORT: Final[tuple[tuple[str, str], ...]] = (
    (r"UBMTTQ ?VN|UBMTTQVN|UB ?MTTQ ?VN", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
    (r"UBMTTQ|UB ?MTTQ|UBMT", "Ủy ban Mặt trận Tổ quốc"),
    (r"MTTQ", "Mặt trận Tổ quốc"),
    (r"UBND", "Ủy ban nhân dân"),
    (r"HĐND|HDND", "Hội đồng nhân dân"),
    (r"ĐBQH", "đại biểu Quốc hội"),
    (r"TT\. ?HĐND", "Thường trực Hội đồng nhân dân"),
    (r"TT\. ?(?:HU|Huyện ủy)", "Thường trực Huyện ủy"),
    (r"TT\. ?(?:TU|Tỉnh ủy)", "Thường trực Tỉnh ủy"),
    (r"VP", "Văn phòng"),
    (r"Bộ CHQS", "Bộ Chỉ huy Quân sự"),
    (r"Ban CHQS|BCHQS|CHQS", "Ban Chỉ huy Quân sự"),
    (r"BĐBP", "Bộ đội Biên phòng"),
    (r"BCĐ|Ban CĐ", "Ban Chỉ đạo"),
    (r"BTV", "Ban Thường vụ"),
    (r"BCH", "Ban Chấp hành"),
    (r"BQLDA|BQL ?DA|Ban QLDA", "Ban Quản lý dự án"),
    (r"BQL|Ban QL", "Ban Quản lý"),
    (r"ĐTXD", "đầu tư xây dựng"),
    (r"KCN", "khu công nghiệp"),
    (r"KKT", "khu kinh tế"),
    (r"CA(?= (?:tỉnh|huyện|xã|thị|thành|phường))", "Công an"),
    (r"TTYT", "Trung tâm Y tế"),
    (r"TYT", "Trạm Y tế"),
    (r"CDC", "Trung tâm Kiểm soát bệnh tật"),
    (r"TT ?KSBT", "Trung tâm Kiểm soát bệnh tật"),
    (r"BVĐK|BV ?ĐK", "Bệnh viện Đa khoa"),
    (r"BV", "Bệnh viện"),
    (r"TTDVNN|TT ?DVNN", "Trung tâm Dịch vụ nông nghiệp"),
    (r"TTPVHCC|TT ?PVHCC", "Trung tâm Phục vụ hành chính công"),
    (r"GDNN ?- ?GDTX", "Giáo dục nghề nghiệp - Giáo dục thường xuyên"),
    (r"BHXH", "Bảo hiểm xã hội"),
    (r"KBNN", "Kho bạc Nhà nước"),
    (r"NHCSXH|NH ?CSXH", "Ngân hàng Chính sách xã hội"),
    (r"NHNN", "Ngân hàng Nhà nước"),
    (r"TAND", "Tòa án nhân dân"),
    (r"VKSND", "Viện kiểm sát nhân dân"),
    (r"THADS", "Thi hành án dân sự"),
    (r"QLTT", "Quản lý thị trường"),
    (r"VPĐKĐĐ|VP ?ĐKĐĐ", "Văn phòng Đăng ký đất đai"),
    (r"TTĐT", "Thông tin điện tử"),
    (r"PT ?- ?TH|PTTH", "Phát thanh - Truyền hình"),
    (r"Hội LHPN|LHPN|Hội PN", "Hội Liên hiệp Phụ nữ"),
    (r"Hội ND|HND", "Hội Nông dân"),
    (r"CCB", "Cựu chiến binh"),
    (r"LĐLĐ", "Liên đoàn Lao động"),
    (r"LMHTX", "Liên minh Hợp tác xã"),
    (r"HTX", "Hợp tác xã"),
    (r"ĐTN|Đoàn TN", "Đoàn Thanh niên"),
    (r"TNCS ?(?:HCM|Hồ Chí Minh)", "Thanh niên Cộng sản Hồ Chí Minh"),
    (r"TĐKT", "Thi đua - Khen thưởng"),
    (r"PBGDPL", "phổ biến, giáo dục pháp luật"),
    (r"PCTT ?(?:&|và|-) ?TKCN", "Phòng, chống thiên tai và Tìm kiếm cứu nạn"),
    (r"ATTP", "an toàn thực phẩm"),
    (r"ATVSTP", "An toàn vệ sinh thực phẩm"),
    (r"ATGT", "An toàn giao thông"),
    (r"PCCC", "phòng cháy, chữa cháy"),
    (r"THPT", "Trung học phổ thông"),
    (r"THCS", "Trung học cơ sở"),
    (r"TNHH", "trách nhiệm hữu hạn"),
)
"""Shortened words of names, as regular expressions over whole words, and what they stand for."""
