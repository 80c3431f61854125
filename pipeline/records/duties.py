"""Where the name of an office ends and what it shall do begins.

Plans write both in one breath: "phối hợp với Hội Nông dân huyện tuyên truyền, vận động …". Names
are in capitals or end in a level ("… huyện"); duties are verbs in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.types.folding import fold

# What a unit is told to do: the list of coordinating units ends here.
_VERB = re.compile(
    r"\b(?:tham muu|tiep thu|xay dung|to chuc(?! (?:lien quan|chinh tri|co lien quan"
    r"|va (?:ca nhan|doanh nghiep)|dang|doan the))"
    r"|trien khai|thuc hien|huong dan|kiem tra|bien (?:soan|tap|che)|in an|phat song|ra quan"
    r"|theo doi|don doc|tong hop|ra soat|de xuat|tham dinh"
    r"|can doi|bo tri|ban hanh|trinh|bao cao|chi dao|tuyen truyen|day manh|tang cuong|nghien cuu"
    r"|cap nhat|van hanh|giam sat|danh gia|lap|cong bo|tiep nhan|pho bien|xu ly|bao dam|dam bao"
    r"|hoan thien|cung cap|ket noi|so hoa|khao sat|tiep tuc|chuan bi"
    r"|huy dong|long ghep|giu vung|giu gin|bao ve|ngan chan|phong ngua|nam (?:chac|bat)|quan ly"
    r"|kiem soat|giai quyet|thao go|tham gia|tap trung|chu dong|thuong xuyen|kip thoi|quan triet"
    r"|thong bao|thong tin|bo sung|sap xep|van dong|ho tro|mo|soan thao|lay|de|nham"
    r"|nang cao|thanh lap|phan dau|boi duong|duy tri|phat (?:dong|huy|trien|hien)|tap huan|cung co"
    r"|kien toan|trang bi|dao tao|xac (?:dinh|minh|lap)|nang cap|cong khai|chuyen doi|dinh ky"
    r"|doi moi|thu (?:hut|thap)|ky (?:ket|cam ket)|cat giam|chan chinh|thi diem|quyet toan|niem yet"
    r"|khai thac|mua sam|khuyen khich|cap phep|khoi cong|nhan rong|tong ket|so ket|pho cap|lam sach"
    r"|tien hanh|rut ngan|tao (?:lap|chuyen bien|dieu kien)|ap dung|ung dung|phan bo|mo rong"
    r"|tuan tra|dau tranh|truy quet|dieu tra|thu gom|lap dat|dien tap|huan luyen|ung pho|nao vet"
    r"|giai toa|cham soc|tiem phong|giao ban|sua chua|dang ky|dau tu|xuc tien|gioi thieu"
    r"|thanh toan|tu van|luu tru|xet|cham"
    r"|trong viec)\b"
)
# More of the same, told from other words by what follows where one syllable alone would not do.
_MORE = re.compile(
    r"\b(?:khoi (?:thong|dong|to|phuc)|treo|chieu phim|dung (?:pa no|cum|bien)|trong (?:cay|rung)"
    r"|(?:trong|phat|trao|tang|cap|cu|giam|dua|truc|in)(?= \d)|cap (?:phat|moi|doi|giay|the)"
    r"|phat (?:qua|to|the|quang)"
    r"|trao (?:hoc|qua|tang|giai|doi)|tang (?:qua|thu|ty le)|tham (?:hoi|quan|tra|du|luan)"
    r"|tham, tang"
    r"|kham (?:suc|sang|benh)|kiem (?:dem|dinh|ke|diem|nghiem|dich)|rut kinh nghiem|nhac nho"
    r"|bieu duong|ton vinh|tuyen (?:duong|dung|sinh|chon)|binh (?:xet|chon)|doi thoai|gap mat"
    r"|ky (?:hop dong|niem)|lam (?:viec|ro|moi|tot)|giup (?:do|ho)|hoan (?:tat|thanh|chinh|tra)"
    r"|khac phuc|cham dut|phan (?:loai|tich|cong|cap|anh|khai)|do dac|dau (?:gia|thau|noi)"
    r"|thu (?:hoi|phi|thue|hoach|tien)|truy (?:thu|vet)|chi tra|giai (?:ngan|the)|thanh ly|ban giao"
    r"|di doi|tinh gian|bo nhiem|luan chuyen|cu (?:can bo|nguoi|cong chuc|giao vien|dai dien)"
    r"|moi chuyen gia|don tiep|phuc vu|dang huong|tu (?:bo|kiem tra|danh gia|ra soat)|trung tu"
    r"|ton tao|chinh trang|ve sinh moi truong|phun|tiem|xet nghiem|canh bao|du bao|quan trac"
    r"|tha (?:ca|giong)|gieo|cai tao|sua doi|xoa|giam (?:ty|so|thieu)|dua (?:vao|tin|ra|nguoi"
    r"|\d)"
    r"|gan (?:bien|chip|ma)|dan tem|chia se|tich hop|nhap du lieu|dong bo|sao luu|bao (?:tri|duong)"
    r"|viet (?:tin|bai)|dang (?:tai|tin|bai)|truyen thong (?:ve|cho|tren)|lan toa|trung bay"
    r"|tang thoi luong|xem xet|thanh tra (?:dot xuat|viec|cong tac)|bam sat|san sang|suu tam"
    r"|len (?:lich|ke hoach|danh sach|phuong an)|tieu nuoc|dua (?:noi dung|ket qua)|soan"
    r"|trien lam|bieu dien|thi (?:dau|cong|tuyen)|quay (?:phong|phim)|keu goi|quang ba|ket nap"
    r"|giam dinh|nghiem thu|ra (?:mat|pha)|xu (?:phat|tri)|dinh chi|cuu tro|so tan|truc ban"
    r"|cho vay|phe duyet|dieu chinh|lua chon|day nghe|giang day|boi thuong|chon (?:giong|cu|loc)"
    r"|cung ung|tieu (?:thu|huy|doc)|xuat (?:khau|ban)|uom|nhan giong|gui|nop|hoc tap|uy quyen"
    r"|sat hach|khai (?:giang|truong|mac)|be (?:giang|mac)|sap nhap|hop nhat|giao luu|hoi thao ve"
    r"|toa dam|gop y|kien nghi|khanh thanh|dong tho|go bo|thao do|cuong che|gia co|duy tu"
    r"|quyen gop|ung ho|hien mau|tri an|tuong niem|huong ung|bao tieu|tai dinh cu|in an"
    r"|thong ke (?:so|cac|danh|tinh hinh|ket qua|de tai|toan bo|day du)"
    r"|hoa giai mau|cong chung|cuu ho tai|giao duc (?:hoc sinh|y thuc|truyen thong)"
    r"|hoc hoi|phong van|dat hang|doi chieu|lam thu tuc|cai dat|to giac|ghi nhan)"
    r"(?!\w)"
)
# Behind the level of a whole name ("Hội Nông dân huyện …") small letters are a verb's, but for
# these, which say more of the name or list another.
_WHOLE = re.compile(
    r"\b(?:huyện|tỉnh|thành phố|thị xã|quận|liên quan) (?=[a-zà-ỹđ])"
    r"(?!(?:và|cùng|với|thuộc|có|của|các|trên|trong|ở|tại|những|liên|được|hoặc|gồm|theo|biên|miền|vùng"
    r"|ven|trực|phía|đông|bắc|nam|tây|khác|này|lân|phối|chủ|đảo|đến|đã|đang|cấp|là|còn|chưa|do|về|khi"
    r"|nơi|ủy|uỷ|đoàn|đội|để|mới|cũ|quản|nghỉ|đồng bằng|trung du|nói|như|cho)(?!\w))"
)
# Before these words a verb in small letters is part of a name: "ban quản lý", "bộ phận tiếp nhận".
_NAMED_BY = re.compile(
    r"\b(?:(?<!dia )ban|(?<!lam )chu|nhan vien|hoi dong|bo phan"
    r"|phong|trung tam|cuc|doi|to|cong ty"
    r"|co quan|du an(?: dau tu)?"
    r"|(?:nong nghiep|ke hoach|gi[a_]o duc) va)\s+$"
)
# … but not behind a class ("các khoa, phòng kiểm tra"); and one name ends in a verb.
_OF_A_CLASS = re.compile(
    r"\b(?:cac|nhung)\s+(?:[a-z]+(?: [a-z]+)?,\s+)*(?:phong|ban|to|doi|cuc|trung tam)\s+$"
)
_PLANNING = re.compile(r"\bphong (?:ke hoach|hanh chinh|nghiep vu)\s+$")
# Verbs inside names of offices: before "chủ trì" they end none ("Trung tâm Hỗ trợ phát triển phụ
# nữ chủ trì"), while "tham mưu", "xây dựng", "tổ chức" are duties even there.
_NAMING = re.compile(
    r"phat (?:trien|huy|hien)|ho tro|quan ly|bao ve|khai thac|kiem soat|giam sat|kiem tra|dieu tra"
    r"|thong tin|tuyen truyen|boi duong|dao tao|van dong|xuc tien|huan luyen|chuyen doi|ung pho"
    r"|tiep nhan|cham soc|doi moi|tu van|luu tru|dau tu|cai tao|ung dung|nghien cuu|giai quyet"
    r"|phat dong|khuyen khich|pho bien|dang ky|mua sam|tuan tra|danh gia|giu gin|bao dam|dam bao"
)


def first_verb(
    folded: str, text: str, start: int, otherwise: int, *, in_names: bool = False
) -> int:
    """Return where the first duty in small letters begins: names of units end there.

    folded      ``text`` folded; ``start`` is where to look from, ``otherwise`` the answer if none.
    in_names    verbs that names of offices hold are passed over.
    """
    for at, verb in sorted(_duties(folded, text, start)):
        if verb.startswith("tu ") and not text.startswith(
            ("tự", "tư v"), at
        ):  # "chủ đầu tư rà soát"
            continue
        if in_names and _NAMING.fullmatch(verb):
            continue
        named = _NAMED_BY.search(folded, start, at) and not _OF_A_CLASS.search(folded, start, at)
        planning = verb == "tong hop" and _PLANNING.search(folded, start, at)
        building = verb == "xay dung" and folded.endswith("dau tu ", start, at)
        if text[at].islower() and not (named or planning or building):
            return at
    return otherwise


def _duties(folded: str, text: str, start: int) -> Iterator[tuple[int, str]]:
    for pattern in (_VERB, _MORE):
        yield from ((m.start(), m.group()) for m in pattern.finditer(folded, start))
    yield from ((m.end(), "") for m in _WHOLE.finditer(text, start))


def begins_with_duty(text: str) -> bool:
    """Whether the first word of ``text`` is a verb of duties, whatever its case."""
    folded = fold(text)
    return any(pattern.match(folded) is not None for pattern in (_VERB, _MORE))


def orders_something(text: str) -> bool:
    """Whether a verb of duties begins ``text`` or stands in it: then it is more than a name."""
    folded = fold(text)
    return _VERB.match(folded) is not None or first_verb(folded, text, 0, -1) >= 0
