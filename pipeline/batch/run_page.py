"""The account of a run as one page for people: Vietnamese first, nothing from outside.

What needs a person stands first. Everything that comes from a file or its name is escaped, and the
page's policy forbids scripts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from pipeline.batch.gone import Gone
from pipeline.batch.inputs import PASSED_OVER
from pipeline.batch.reasons import vietnamese
from pipeline.batch.report import Entry, Report
from pipeline.records.reasons import meaning

STAGES: Mapping[str, str] = {
    "load": "mở tệp",
    "cleanup": "làm sạch ảnh",
    "tables": "tìm bảng",
    "lines": "cắt dòng",
    "ocr": "nhận dạng chữ",
    "repair": "sửa dấu",
    "diacritics": "sửa dấu của lớp chữ",
    "records": "lập bản ghi",
}
_FATES: Mapping[str, tuple[str, str]] = {
    "done": ("đã đọc", "read"),
    "partial": ("thiếu trang", "pages lost"),
    "failed": ("không đọc được", "failed"),
    "skipped": ("đã có từ trước", "done before"),
}
_PAGES_NAMED = 12  # of a document on which there is something to look at

Links = Sequence[tuple[str, str, str]]
"""Addresses with their words, Vietnamese and English."""


def _nowhere(_: str) -> str:
    return ""


def _no_links(_: Entry) -> Links:
    return ()


@dataclass(frozen=True, slots=True)
class About:
    """What the page says beside what became of the documents.

    command    that was given; ``remove``: the one that takes documents out of the tables.
    finished   when the run ended, in words.
    base       where links start from, as an address beside the page; "": where it lies.
    address    path of a source file → its address; "": it is not to be opened from here.
    links      what else there is of a document: pictures, a searchable copy, its page to browse.
    earlier    accounts of earlier runs: address, words.
    """

    command: str
    finished: str
    remove: str = ""
    base: str = ""
    address: Callable[[str], str] = _nowhere
    links: Callable[[Entry], Links] = _no_links
    earlier: Sequence[tuple[str, str]] = ()


def run_page(report: Report, about: About) -> str:
    """Return the page."""
    template = Template(files("pipeline.batch").joinpath("run.html").read_text("utf-8"))
    entries = sorted(report.entries, key=_need)
    return template.substitute(
        base=f'<base href="{escape(about.base)}">' if about.base else "",
        command=escape(about.command),
        finished=escape(about.finished),
        models=escape(report.models),
        stopped=_stopped(report),
        totals=_totals(report),
        trouble=_trouble([e for e in entries if e.message or e.lost], about),
        doubles=_doubles(entries, about),
        gone=_gone(report.gone, about),
        passed_over=_passed_over(report.passed_over),
        stages=_stages(report.stage_seconds),
        documents="".join(_row(entry, about) for entry in entries),
        earlier=_earlier(about.earlier),
    )


def _need(entry: Entry) -> tuple[int, int, str]:
    """Return how urgently a person should look at a document: what is lost comes first."""
    needs = (
        entry.fate == "failed",
        entry.fate == "partial" or bool(entry.lost),
        bool(entry.same_as or entry.doubles),
        "no_tasks" in entry.document_flags,
    )
    doubts = entry.flagged + len(entry.document_flags)  # one signature unread is but one of them
    return needs.index(True) if any(needs) else len(needs), -doubts, entry.path


def _two(ours: str, english: str) -> str:
    """Return Vietnamese words and the English ones beside them."""
    return f'{escape(ours)} <i lang="en">{escape(english)}</i>'


def _number(value: float, places: int = 0) -> str:
    """Write a number as Vietnamese does, in both languages: 1.234,5."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def _stopped(report: Report) -> str:
    if not report.interrupted:
        return ""
    said = _two(
        f"Đã dừng giữa chừng, còn {report.left} văn bản; chạy lại lệnh trên để làm tiếp.",
        f"Stopped with {report.left} documents left; the same command goes on.",
    )
    return f'<p class="bad">{said}</p>'


def _totals(report: Report) -> str:
    figures = [
        ("văn bản", "documents", report.documents, None),
        ("đã đọc", "read", report.done + report.partial, None),
        ("thiếu trang", "with pages lost", report.partial, None),
        ("đã có từ trước", "done before", report.skipped, None),
        ("không đọc được", "failed", len(report.failed), None),
        ("không thấy nhiệm vụ", "without tasks", report.without_tasks, None),
        ("quét hai lần", "scanned twice", report.doubles, None),
        ("tệp giống hệt", "identical files", report.identical, None),
        ("không còn tệp", "files gone", len(report.gone), None),
        ("trang", "pages", report.pages_in_all, report.pages),
        ("nhiệm vụ", "tasks", report.tasks_in_all, report.tasks),
        ("cần xem lại", "to be looked at", report.flagged_in_all, report.flagged),
    ]
    tiles = [_tile(ours, english, _number(count), now) for ours, english, count, now in figures]
    if report.pages_per_minute is not None:
        speed = _number(report.pages_per_minute, 1)
        tiles.append(_tile("trang mỗi phút", "pages a minute", speed, None))
    return "".join(tiles)


def _tile(ours: str, english: str, count: str, now: int | None) -> str:
    """Return one figure; ``now``: what this run gave of it, said where it is not all."""
    shown = count if now is None else _number(now)
    part = "" if shown == count else f"<small>{_two(f'lần này {shown}', f'{shown} now')}</small>"
    return f"<div><b>{count}</b>{_two(ours, english)}{part}</div>"


def _section(ours: str, english: str, items: Iterable[str], note: str = "") -> str:
    """Return a heading over a list; "" where there is nothing to list."""
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f"<h2>{_two(ours, english)}</h2>\n{note}<ul>{listed}</ul>" if listed else ""


def _file(path: str, about: About) -> str:
    """Return a file's path as a link to it, where it can be opened."""
    return _link(about.address(path), escape(path))


def _link(address: str, shown: str) -> str:
    """Return words (escaped) as a link, or as they are where there is no address."""
    return f'<a href="{escape(address)}">{shown}</a>' if address else shown


def _at(address: str, page: int) -> str:
    """Return the address of a page: readers of PDF know it."""
    return f"{address}#page={page}" if address.lower().endswith(".pdf") else address


def _trouble(entries: Iterable[Entry], about: About) -> str:
    items = []
    for entry in entries:
        reasons = (entry.message, *entry.lost) if entry.message else entry.lost
        said = "".join(f"<li>{_reason(reason)}</li>" for reason in reasons)
        items.append(f'<b class="{entry.fate}">{_file(entry.path, about)}</b><ul>{said}</ul>')
    heading = "Không đọc được", "What could not be read"
    return _section(*heading, items or [_two("Không có.", "None.")])


def _reason(english: str) -> str:
    ours = vietnamese(english)
    return _two(ours, english) if ours else escape(english)


def _doubles(entries: Sequence[Entry], about: About) -> str:
    """Return the plans that several files hold, and the files that are copies of others."""
    twice = [
        f"{_file(entry.path, about)}: {_two('tính theo tệp', 'counted by')} "
        f"{_file(entry.same_as, about)}"
        for entry in entries
        if entry.same_as
    ]
    own = {entry.path for entry in entries if entry.same_as}
    twice += [
        f"{_file(double, about)}: {_two('tính theo tệp', 'counted by')} {_file(entry.path, about)}"
        for entry in entries
        for double in entry.doubles
        if double not in own
    ]
    note = _two(
        "Rất có thể là cùng một văn bản. Cả hai đều nằm trong bảng; cột same_as cho biết tệp nào "
        "được tính, --once bỏ bản trùng.",
        "Most probably one plan each. Both stay in the tables; same_as says which is counted, "
        "--once leaves the others out.",
    )
    copies = [
        f"{_file(alias, about)} = {_file(entry.path, about)}"
        for entry in entries
        for alias in entry.aliases
    ]
    return _section(
        "Văn bản quét hai lần", "The same plan twice", twice, f"<p>{note}</p>"
    ) + _section("Tệp giống hệt nhau, chỉ đọc một lần", "Identical files, read once", copies)


def _gone(gone: Sequence[Gone], about: About) -> str:
    """Return the documents whose files are gone, with the command that takes them out."""
    items = []
    for each in gone:
        why = (
            _two("tệp nay có nội dung khác", "the file has another content now")
            if each.replaced
            else _two("không còn tệp", "the file is gone")
        )
        remove = f" <code>{escape(about.remove.format(each.document_id[:12]))}</code>"
        items.append(f"{escape(each.path)}: {why}{remove if about.remove else ''}")
    note = _two(
        "Các văn bản này vẫn nằm trong bảng và vẫn được tính.",
        "These documents are still in the tables, and counted.",
    )
    return _section(
        "Văn bản trong bảng không còn tệp", "Documents without their file", items, f"<p>{note}</p>"
    )


def _passed_over(notes: Iterable[str]) -> str:
    items = []
    for note in notes:
        path, _, why = note.partition(PASSED_OVER)
        items.append(f"{escape(path)}: {_reason(why)}")
    return _section("Tệp bỏ qua", "Files passed over", items)


def _stages(seconds: Mapping[str, float]) -> str:
    if not seconds:
        return ""
    total = sum(seconds.values()) or 1.0
    rows = "".join(
        f"<tr><th>{_two(STAGES.get(name, name), name)}</th><td>{_number(spent, 1)} s</td>"
        f'<td class="bar"><span style="width:{100 * spent / total:.1f}%"></span>'
        f"{spent / total:.0%}</td></tr>"
        for name, spent in seconds.items()
    )
    heading = _two("Thời gian từng bước", "Time of each stage")
    return f'<h2>{heading}</h2>\n<div class="scroll"><table>{rows}</table></div>'


def _earlier(accounts: Sequence[tuple[str, str]]) -> str:
    items = [_link(address, escape(words)) for address, words in accounts]
    return _section("Các lần chạy trước", "Earlier runs", items)


def _row(entry: Entry, about: About) -> str:
    names = [*((name, "") for name in entry.document_flags)]
    names += [(name, f"<b>{count}×</b> ") for name, count in entry.flags.items()]
    flags = "".join(
        f'<li title="{escape(name)}">{times}{_two(*meaning(name))}</li>' for name, times in names
    )
    seconds = "–" if entry.fate == "skipped" else _number(entry.seconds, 1)
    cells = (
        f'<th title="{escape(entry.path)}">{_name(entry, about)}</th>',
        f'<td class="{entry.fate}">{_two(*_FATES[entry.fate])}</td>',
        f"<td>{entry.pages}</td><td>{entry.tasks}</td><td>{entry.flagged}</td>",
        f'<td class="pages">{_pages(entry, about)}</td>',
        f'<td>{seconds}</td><td class="flags">{flags and f"<ul>{flags}</ul>"}</td>',
    )
    return f"<tr>{''.join(cells)}</tr>"


def _name(entry: Entry, about: About) -> str:
    """Return a file's name as a link, below it what else there is of the document."""
    shown = _link(about.address(entry.path), escape(Path(entry.path).name))
    more = [_link(link, _two(ours, english)) for link, ours, english in about.links(entry)]
    more += [f"= {escape(Path(alias).name)}" for alias in entry.aliases]
    return f"{shown}<small>{' · '.join(more)}</small>" if more else shown


def _pages(entry: Entry, about: About) -> str:
    """Return the pages on which there is something to look at, as links into the file."""
    address = about.address(entry.path)
    shown = [_link(_at(address, page), f"{page}") for page in entry.look[:_PAGES_NAMED]]
    left = len(entry.look) - len(shown)
    return ", ".join([*shown, f"+{left}"] if left else shown)
