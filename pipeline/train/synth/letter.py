"""Head and foot of a composed plan, and its running text around the tasks."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline.train.synth.dice import Dice
from pipeline.train.synth.figures import any_figure
from pipeline.train.synth.names import person
from pipeline.train.synth.offices import Office
from pipeline.train.synth.plan import Block, Meta
from pipeline.train.synth.subjects import MATTERS
from pipeline.train.synth.tables import Setting
from pipeline.train.synth.words import lines

_YEAR = re.compile(r"(?:năm |/)((?:19|20)\d\d)")
_ENDINGS = (
    "Trên đây là Kế hoạch {t}; yêu cầu các cơ quan, đơn vị nghiêm túc triển khai thực hiện./.",
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị phản ánh về {o} "
    "để được xem xét, giải quyết./.",
)
_DUTIES = (
    "Thủ trưởng các cơ quan, đơn vị căn cứ Kế hoạch này xây dựng kế hoạch cụ thể của đơn vị mình "
    "và tổ chức thực hiện bảo đảm tiến độ, chất lượng.",
    "Giao {u} là cơ quan thường trực, theo dõi, đôn đốc việc thực hiện Kế hoạch; tổng hợp kết quả, "
    "báo cáo {o} theo quy định.",
    "Kinh phí thực hiện được bố trí trong dự toán ngân sách hằng năm và các nguồn hợp pháp khác "
    "theo quy định của pháp luật.",
)


def any_meta(dice: Dice, setting: Setting) -> Meta:
    """Return head and foot of a plan."""
    office = setting.office
    title = dice.pick(MATTERS[setting.subject].titles).format(y=setting.year, a=office.area)
    issued = date(setting.year, 1, 4) + timedelta(days=dice.between(0, 75))
    if dice.chance(0.12):
        issued = date(setting.year - 1, 12, dice.between(8, 30))
    deputy = dice.chance(0.45)
    authority, role = office.authority, office.role
    if deputy:
        authority = "\n".join(filter(None, (authority, f"KT. {role}")))
        role = f"PHÓ {role}"
    return Meta(
        issuer_parent=office.parent,
        issuer=office.name,
        number=f"{dice.between(1, 240):02}/KH-{office.code}",
        place=office.place,
        date=issued,
        type="KẾ HOẠCH",
        title=title,
        signer_name=person(dice),
        signer_role=role,
        signing_authority=authority,
        recipients=_recipients(dice, office),
        legal_bases=_bases(dice, setting, issued),
    )


def opening(dice: Dice, setting: Setting, meta: Meta) -> tuple[Block, ...]:
    """Return legal bases, the sentence that leads over, aims, and perhaps goals."""
    bases = [Block("para", f"Căn cứ {base};") for base in meta.legal_bases]
    over = f"{setting.office.called} ban hành Kế hoạch {_small(meta.title)} với các nội dung sau:"
    if dice.chance(0.3):
        over = f"Để triển khai có hiệu quả nhiệm vụ được giao, {over}"
    blocks = [*bases, Block("para", over), Block("heading", "I. MỤC ĐÍCH, YÊU CẦU")]
    aims = dice.some(lines("paragraphs", setting.subject, setting.split), dice.between(2, 4))
    if dice.chance(0.5):
        blocks.append(Block("heading", "1. Mục đích"))
        blocks += [Block("para", f"- {aim}") for aim in aims[:-1]]
        blocks += [Block("heading", "2. Yêu cầu"), Block("para", f"- {aims[-1]}")]
    else:
        blocks += [Block("para", f"{i + 1}. {aim}") for i, aim in enumerate(aims)]
    return tuple(blocks)


def goals(dice: Dice, setting: Setting) -> tuple[Block, ...]:
    """Return a chapter of measurable goals, which are no tasks."""
    texts = [any_figure(dice, setting.subject)[0] for _ in range(dice.between(2, 4))]
    lines_ = [Block("para", f"- {text[:1].upper()}{text[1:]}.") for text in texts]
    return (Block("heading", "MỤC TIÊU, CHỈ TIÊU"), *lines_)


def closing(dice: Dice, setting: Setting, meta: Meta) -> tuple[Block, ...]:
    """Return the chapter on carrying out, whose duties are no tasks of the table."""
    office = setting.office
    duties = [
        duty.format(u=office.leads[0], o=office.called)
        for duty in dice.some(_DUTIES, dice.between(2, 3))
    ]
    blocks = [Block("heading", "TỔ CHỨC THỰC HIỆN")]
    blocks += [Block("para", f"{i + 1}. {duty}") for i, duty in enumerate(duties)]
    end = dice.pick(_ENDINGS).format(t=_small(meta.title), o=office.called)
    return (*blocks, Block("para", end))


def _bases(dice: Dice, setting: Setting, issued: date) -> tuple[str, ...]:
    """Return legal bases that are no younger than the plan, where the words hold such."""
    known = lines("bases", setting.subject, setting.split)
    older = [b for b in known if max(map(int, _YEAR.findall(b)), default=0) < issued.year]
    return tuple(dice.some(older or known, dice.between(1, 5)))


def _recipients(dice: Dice, office: Office) -> tuple[str, ...]:
    above = {
        "province": ("Chính phủ (b/c)", "TT. Tỉnh ủy, TT. HĐND tỉnh"),
        "department": ("UBND tỉnh (b/c)", "Giám đốc, các Phó Giám đốc Sở"),
        "district": ("UBND tỉnh (b/c)", "TT. Huyện ủy, TT. HĐND"),
        "section": ("UBND huyện (b/c)", "Lãnh đạo Phòng"),
        "commune": ("UBND cấp trên (b/c)", "TT. Đảng ủy, TT. HĐND"),
    }[office.level]
    more = dice.some((*office.helpers, *office.leads), dice.between(2, 4))
    return (*above, *more, dice.pick(("Lưu: VT", f"Lưu: VT, {office.code}", "Lưu: VT, TH")))


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
