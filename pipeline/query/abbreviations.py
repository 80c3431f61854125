"""Abbreviations of administrative Vietnamese and what they stand for.

Only such as mean one thing in plans: "CT" (chỉ thị, chủ tịch, chương trình), "KH" (kế hoạch, khoa
học) and the like are left out. Where both are said in a search, either is found.
"""

from __future__ import annotations

from typing import Final

# Written forms, parted by commas: what they stand for.
_WRITTEN: Final = """
UBND, UB nhân dân: Ủy ban nhân dân
HĐND: Hội đồng nhân dân
UBMTTQ, UB MTTQ: Ủy ban Mặt trận Tổ quốc
MTTQ: Mặt trận Tổ quốc
TTHC: thủ tục hành chính
CCHC: cải cách hành chính
KSTTHC: kiểm soát thủ tục hành chính
DVC: dịch vụ công
DVCTT: dịch vụ công trực tuyến
CNTT: công nghệ thông tin
CĐS: chuyển đổi số
CSDL: cơ sở dữ liệu
TTĐT: thông tin điện tử
QPPL: quy phạm pháp luật
VBQPPL: văn bản quy phạm pháp luật
PBGDPL: phổ biến giáo dục pháp luật
CBCC: cán bộ công chức
CBCCVC: cán bộ công chức viên chức
CCVC: công chức viên chức
KT-XH, KTXH: kinh tế - xã hội
QP-AN, QPAN: quốc phòng - an ninh
ANTT: an ninh trật tự
TTATXH: trật tự an toàn xã hội
ATGT: an toàn giao thông
TTATGT: trật tự an toàn giao thông
ATTP: an toàn thực phẩm
VSATTP: vệ sinh an toàn thực phẩm
ATVSTP: an toàn vệ sinh thực phẩm
BVMT: bảo vệ môi trường
BĐKH: biến đổi khí hậu
PCCC: phòng cháy chữa cháy
CNCH: cứu nạn cứu hộ
PCTT: phòng chống thiên tai
TKCN: tìm kiếm cứu nạn
PCTN: phòng chống tham nhũng
BHXH: bảo hiểm xã hội
BHYT: bảo hiểm y tế
BHTN: bảo hiểm thất nghiệp
KCB: khám bệnh chữa bệnh
CSSK: chăm sóc sức khỏe
DTTS: dân tộc thiểu số
NTM: nông thôn mới
XDNTM: xây dựng nông thôn mới
GNBV: giảm nghèo bền vững
HTX: hợp tác xã
GPMB: giải phóng mặt bằng
QSDĐ: quyền sử dụng đất
XDCB: xây dựng cơ bản
ĐTXD: đầu tư xây dựng
SXKD: sản xuất kinh doanh
NSNN: ngân sách nhà nước
KBNN: Kho bạc Nhà nước
THCS: trung học cơ sở
THPT: trung học phổ thông
GDTX: giáo dục thường xuyên
TDTT: thể dục thể thao
QLTT: quản lý thị trường
LHPN: Liên hiệp Phụ nữ
LĐLĐ: Liên đoàn Lao động
ĐVTN: đoàn viên thanh niên
BCĐ: Ban Chỉ đạo
BQL: Ban Quản lý
BCH: Ban Chỉ huy
BCHQS: Ban Chỉ huy Quân sự
TTHTCĐ: trung tâm học tập cộng đồng
LĐTBXH, LĐ-TBXH, LĐ-TB&XH, LĐTB&XH, LĐ,TB&XH: Lao động - Thương binh và Xã hội
NN&PTNT, NNPTNT, NN-PTNT: Nông nghiệp và Phát triển nông thôn
TN&MT, TNMT, TN-MT: Tài nguyên và Môi trường
NN&MT, NNMT: Nông nghiệp và Môi trường
GD&ĐT, GDĐT, GD-ĐT: Giáo dục và Đào tạo
KH&ĐT, KHĐT, KH-ĐT: Kế hoạch và Đầu tư
KH&CN, KHCN, KH-CN: Khoa học và Công nghệ
TT&TT, TTTT: Thông tin và Truyền thông
VH&TT, VHTT: Văn hóa và Thông tin
VHTT&DL, VH,TT&DL, VHTTDL: Văn hóa, Thể thao và Du lịch
VHTT&TT, VH-TT&TT: Văn hóa - Thể thao và Truyền thông
GTVT: Giao thông vận tải
TC-KH, TCKH: Tài chính - Kế hoạch
KT&HT, KTHT, KT-HT: Kinh tế và Hạ tầng
QLĐT: Quản lý đô thị
VP HĐND&UBND, VP HĐND và UBND, VP HĐND-UBND: Văn phòng HĐND và UBND
"""

PAIRS: Final = tuple(
    (tuple(form.strip() for form in forms.split(", ")), meaning.strip())
    for forms, _, meaning in (line.partition(":") for line in _WRITTEN.strip().splitlines())
)
