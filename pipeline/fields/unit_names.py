"""How names of offices begin, and which words only continue a name (all folded)."""

from __future__ import annotations

import re

from pipeline.types.folding import fold

# First words of the name of an office, party body, association, force, firm or person in charge.
# Taken from the letterheads and unit lists of provincial, district and communal plans.
_HEADS = (
    "phong|so(?! huu)|ubnd|uy ban|ub|hdnd|hoi dong|ban(?! sac)|cong an|van phong|chi hoi"
    "|hiep hoi|hoi(?! (?:nhap|thao|thi|cho|nghi|dien|trai|dam))|lien hiep|lien minh"
    "|lien doan|dai(?! (?:bieu|doan))"
    "|bao(?! (?:ve|dam|ton|tro|chi))|tap chi|co quan|don vi|thanh tra|toa an|tand"
    "|vien(?! thong)|vks|vksnd|chi cuc|cuc|tong cuc|vu|hat|kho bac|kbnn|ngan hang|nhcsxh|nhnn"
    "|bhxh|buu dien|trung tam|truong(?! ho[cp])|benh vien|tram|trai|doi(?! (?:ngoai|moi|song))"
    "|doan(?! (?:ket|the))|huyen doan|tinh doan|thanh doan|thi doan|xa doan|quan doan|thi uy"
    "|tinh uy|huyen uy|thanh uy|quan uy|dang uy|dang bo|chi bo|bo(?! (?:tro|may|sung))|bch"
    "|bchqs|bo doi|don(?! gia)|hai quan|thue|quan ly thi truong|cang vu|kiem lam|kiem toan"
    "|cong ty|tong cong ty|tap doan|doanh nghiep|hop tac xa|htx|xi nghiep|nha may|nha thau"
    "|nha van hoa|nha thieu nhi|to(?! (?:tung|chuc|cao))|nhom|khoi|khoa(?! hoc)|bo phan"
    "|mat tran|mttq|ubmttq|ubmt|cong doan|nghiep doan|vnpt|viettel|mobifone|vinaphone|evn"
    "|dien luc|chu tich|pho chu tich|chu dau tu|chu rung|giam doc|pho giam doc|thu truong"
    "|hieu truong|nguoi dung dau|lanh dao|bi thu|can bo|cong chuc|vien chuc|chuyen vien"
    "|ke toan|cong tac vien|thuong truc|thuong vu|cac|nhung|mot so|toan bo|tat ca|dia phuong"
    "|chinh quyen|thu vien|bao tang|bao hiem|xa(?! hoi)|phuong(?! (?:phap|an|tien))|thi tran"
    "|thi xa|thanh pho|huyen|quan(?! (?:ly|tri|he))|tinh(?! (?:nguyen|trang|hinh))|thon"
    "|khu pho|to dan pho|hoc vien|cong thong tin|trang thong tin|doan luat su|bqlda|qltt"
    r"|bql|khu \d+|dan quan|bao ve dan pho|sieu thi|nhan vien|giao vien|dong chi|d/c"
    "|tieu ban|cdc|npa|mag"
    "|lhpn|ldld"
    "|dien bien phong|moi (?:co quan|don vi|xa|thon)"
    r"|\d+ (?:xa|phuong|thi tran|thon|to dan pho|huyen|so|truong|doanh nghiep)|dang doan"
    "|dai hoc|cau lac bo|clb|thu ky|ky su|co so giao duc|hai doi|nha hat|to truong|quan doi"
    "|quan khu|trung doan|lu doan|dong ho|gia lang|nha truong|ban lanh dao|cuc thong ke"
    r"|bgh|gvcn|gvbm|gv|tpt|ubkt|vp|vpcp|hdqt|cdcs|dtn|cbcc|ccvc|p\.\s?[a-z]+|bks|hoc sinh"
    "|sinh vien"
    "|lien hiep cac hoi|van thu|thu quy|thu thu|ban quan tri|phu trach|cong chung|bao ve(?! [a-z])"
    "|ong(?= [a-z]+ [a-z]+)|ba(?= [a-z]+ [a-z]+)|nghe nhan|hoa giai vien|y te (?:thon|xa|truong)"
    "|chi nhanh|chi doan|chi uy|tieu doan|binh doan|su doan|vuon quoc gia|canh sat|kiem dich"
    "|co so(?! (?:du lieu|ha tang|vat chat|phap ly|khoa hoc|ly luan|de))|uy vien|thanh vien"
    "|chi huy (?:truong|pho)|pho (?:truong|bi thu|chanh|hieu truong|tong)"
    "|chanh (?:van phong|thanh tra|an)|tong giam doc"
    "|tong phu trach|toan the|nhan dan|nguoi dan|nganh|p[ac]\\d\\d|vcci|agribank|bidv"
    "|vietinbank|vietcombank|sacombank|techcombank|co-opbank"
    "|khu (?:bao ton|du tru)|phan hieu|vien thong|van dong vien|luc luong|lang (?:van hoa|nghe)"
    "|quy(?= (?:dau tu|bao (?:ve|lanh|tri)|ho tro|tin dung|hoi|phat trien|vi|khuyen hoc|phong))"
)
_SYLLABLES = """
phòng sở ủy uỷ hội ban công văn chi hiệp liên đài báo tạp cơ đơn thanh tòa toà viện cục tổng vụ hạt
kho ngân bưu trung trường bệnh trạm trại đội đoàn huyện tỉnh thành thị xã quận quân đảng bộ đồn hải
thuế quản cảng kiểm tập doanh hợp xí nhà tổ nhóm khối khoa mặt nghiệp điện chủ phó giám thủ hiệu
người lãnh bí cán viên chuyên kế cộng thường các những một toàn tất địa chính thư bảo học cổng trang
dân nhân giáo đồng đ/c tiểu mỗi đại câu kỹ già dòng lữ phường thôn khu hđnd lđlđ vườn nông binh sư
chỉ cảnh chánh ngành trưởng nghệ vận viễn phân quỹ làng lực
"""
FIRST_SYLLABLES = frozenset(_SYLLABLES.split())
HEAD = re.compile(rf"(?:{_HEADS})(?![a-z0-9])")

# Places: in lower case they continue a list of places ("UBND các xã, thị trấn"), never begin one.
PLACE = re.compile(
    r"(?:cac\s+(?=xa|phuong|thi|huyen|quan|thanh pho|thon|xom|khu pho))?"
    r"(?:xa|phuong|thi tran|thi xa|thanh pho|huyen|quan|tinh|thon|ap|ban|buon|lang|khom"
    r"|khu pho|to dan pho|dac khu|khoi pho|xom|to|khu vuc|cap (?:xa|huyen|tinh))(?![a-z0-9])"
)
# Plural of kinds of office: "các sở, ban, ngành", "phòng, ban chuyên môn", "các cơ quan, đơn vị".
_KIND = (
    r"so|ban|nganh|tong cuc|cuc|vu|vien|doan the|phong|co quan|don vi|truong hoc|to chuc|hoi"
    r"|hoi doan the|dia phuong"
    r"|co so|doanh nghiep|khoa|to|trung tam|truong|chi cuc|doi|tram|bo|uy ban|cap|xa|phuong"
    r"|thi tran|huyen|thi xa|thanh pho|ca nhan|hop tac xa|nghiep doan|cong doan|phan hoi|tinh|quan"
)
BARE_KIND = re.compile(rf"(?:cac |nhung )?(?:{_KIND})(?![a-z0-9])")
BARE_KIND_ONLY = re.compile(
    rf"(?:cac |nhung )?(?:{_KIND})"
    r"(?:\s+(?:huyen|tinh|thanh pho|thi xa|xa|cap (?:huyen|xa|tinh)|chuyen mon|lien quan"
    r"|co lien quan|truc thuoc|khac|dia phuong|cap|the|co tthc"
    r"|thuoc (?:bo|huyen|tinh|thanh pho|so|xa)"
    r"|cua huyen)(?: .*)?)?"
)
PLURAL = re.compile(r"(?:\W*(?:va )?)(?:cac|nhung|mot so|toan bo|tat ca|moi)\s")

# "và" inside these is part of the name though an office's name follows it.
JOINED_BODIES = re.compile(
    r"(?:van phong|vp|thuong truc|bo phan|chu tich|dang uy|to chuc)\s+(?:cua\s+)?(?:doan\s+)?"
    r"(?:hdnd|hoi dong nhan dan|dbqh|dai bieu quoc hoi|doan dbqh|quoc hoi|huyen uy|tinh uy|dang uy)"
    r"(?:\s*,\s*(?:hdnd|ubnd))?\s*$"
)
JOINED_TAIL = re.compile(r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan)(?![a-z])")


def looks_like_unit(name: str) -> bool:
    """Whether ``name`` begins as names of offices and officers do, marks included.

    A first syllable without any marks passes too ("Phong Noi vu", "UBND"); one with other marks
    ("Bàn giao" for "Ban …") does not.
    """
    first = re.split(r"[\s,.;]", name, maxsplit=1)[0].lower()
    spelt = first in FIRST_SYLLABLES or first == fold(first)
    return spelt and HEAD.match(fold(name)) is not None
