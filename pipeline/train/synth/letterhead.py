"""Head and foot of a plan as Decree 30/2020 lays them out."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pipeline.train.synth.paper import Look, PrintedLine, Rect, Sheet
from pipeline.train.synth.plan import Meta
from pipeline.train.synth.typeset import Setting, one_line, set_text

_NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
_PEN_ROOM = 0.8  # sizes of room that is left around digits written by hand
_SEAL_ROOM = 70.0  # points between the signer's title and name, for signature and seal


def print_head(sheet: Sheet, meta: Meta, look: Look, top: float) -> float:
    """Print letterhead, number line, type and title; return the y below them."""
    left, _, right, _ = look.margins
    room = sheet.width - left - right
    split = left + room * 0.42
    size = min(look.size, 13.0)
    y = _issuer(sheet, meta, look, (left, top, split, size))
    y = max(y, _nation(sheet, look, ((split + sheet.width - right) / 2 + 4, top, size)))
    _number_and_day(sheet, meta, look, (left, split, sheet.width - right, y + size * 1.45))
    y += size * 3.6
    title = Setting(look.family, look.size, "b", "center", leading=look.leading, role="title")
    y = put(sheet, set_text(meta.type, left, room, title), y, title)
    narrow = room * 0.86
    y = put(sheet, set_text(meta.title, left + (room - narrow) / 2, narrow, title), y, title)
    middle = left + room / 2
    sheet.rules.append((middle - 45, y + 4, middle + 45, y + 4.6))
    return y + 18


def print_foot(sheet: Sheet, meta: Meta, look: Look, top: float) -> float:
    """Print recipients and signature block; return the y below them."""
    left, _, right, _ = look.margins
    room = sheet.width - left - right
    small = Setting(look.family, 11.0, "r", leading=1.15, role="recipients")
    head = Setting(look.family, 12.0, "bi", leading=1.2, role="recipients")
    y = put(sheet, [one_line("Nơi nhận:", left, 12, head)], top, head)
    for i, name in enumerate(meta.recipients):
        end = "." if i == len(meta.recipients) - 1 else ";"
        y = put(sheet, set_text(f"- {name}{end}", left, room * 0.46, small), y, small)
    return max(y, _signature(sheet, meta, look, left + room * 0.74, top))


def foot_height(meta: Meta, look: Look) -> float:
    """Return how much room the foot needs."""
    return print_foot(Sheet(), meta, look, 0.0)


def put(sheet: Sheet, lines: list[PrintedLine], y: float, setting: Setting) -> float:
    """Put set lines on a sheet from ``y`` down; return the y below them."""
    sheet.lines += [line.moved(y) for line in lines]
    return y + len(lines) * setting.pitch


def _issuer(sheet: Sheet, meta: Meta, look: Look, at: Rect) -> float:
    left, y, split, size = at
    plain = Setting(look.family, size, "r", "center", leading=1.15, role="letterhead")
    bold = replace(plain, style="b")
    if meta.issuer_parent:
        y = put(sheet, set_text(meta.issuer_parent, left, split - left, plain), y, plain)
    y = put(sheet, set_text(_broken(meta.issuer), left, split - left, bold), y, bold)
    middle = (left + split) / 2
    sheet.rules.append((middle - 28, y + 2.5, middle + 28, y + 3.1))
    return y + 2


def _broken(issuer: str) -> str:
    """Break the name where offices do: "ỦY BAN NHÂN DÂN" stands on a line of its own."""
    council = "ỦY BAN NHÂN DÂN "
    return (
        issuer.replace(council, council.strip() + "\n", 1) if issuer.startswith(council) else issuer
    )


def _nation(sheet: Sheet, look: Look, at: tuple[float, float, float]) -> float:
    middle, y, size = at
    first = Setting(look.family, size - 0.8, "b", "center", leading=1.15, role="letterhead")
    second = replace(first, size=size)
    y = put(sheet, [one_line(_NATION, middle, size, first)], y, first)
    motto = one_line(_MOTTO, middle, size, second)
    y = put(sheet, [motto], y, second)
    x0, _, x1, _ = motto.box
    sheet.rules.append((x0, y + 2.5, x1, y + 3.1))
    return y + 2


def _number_and_day(sheet: Sheet, meta: Meta, look: Look, at: Rect) -> None:
    left, split, right, base = at
    size = min(look.size, 13.0)
    plain = Setting(look.family, size, "r", "center", role="letterhead")
    number = one_line(f"Số: {meta.number}", (left + split) / 2, base, plain)
    day = f"{meta.place}, ngày {meta.date:%d} tháng {meta.date:%m} năm {meta.date.year}"
    dated = one_line(day, (split + right) / 2 + 4, base, replace(plain, style="i"))
    if "number" in look.hand:
        number = _by_hand(number, plain, meta.number.split("/")[0])
    if "day" in look.hand:
        dated = _by_hand(dated, replace(plain, style="i"), f"{meta.date:%d}")
    sheet.lines += [number, dated]
    sheet.spots["number"], sheet.spots["head"] = number.box, dated.box


def _by_hand(line: PrintedLine, setting: Setting, digits: str) -> PrintedLine:
    """Leave the first word that begins with ``digits`` to the pen, in room for a hand."""
    at = next((i for i, w in enumerate(line.words) if w.text.split("/")[0] == digits), None)
    if at is None:
        return line
    word, wide, half = line.words[at], setting.wide(digits), setting.size * _PEN_ROOM / 2
    pen = replace(word, text=digits, width=wide, hand=True)
    rest = word.text[len(digits) :]
    printed = replace(word, text=rest, x=word.x + wide + half, width=word.width - wide)
    before = [replace(w, x=w.x - half) for w in line.words[:at]]
    after = [replace(w, x=w.x + half) for w in line.words[at + 1 :]]
    return replace(line, words=(*before, pen, *([printed] if rest else []), *after))


def _signature(sheet: Sheet, meta: Meta, look: Look, middle: float, y: float) -> float:
    bold = Setting(look.family, min(look.size, 13.5), "b", "center", leading=1.2, role="signature")
    for text in filter(None, (*meta.signing_authority.split("\n"), meta.signer_role)):
        y = put(sheet, [one_line(text, middle, bold.size, bold)], y, bold)
    sheet.spots["signature"] = (middle - 60, y, middle + 60, y + _SEAL_ROOM)
    y += _SEAL_ROOM
    if meta.signer_name:
        y = put(sheet, [one_line(meta.signer_name, middle, bold.size, bold)], y, bold)
    return y
