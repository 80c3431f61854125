"""The account of a run as one page for people: Vietnamese first, nothing from outside.

Everything that comes from a file or its name is escaped, and the page's policy forbids scripts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from pipeline.batch.report import Entry, Report

_STAGES: Mapping[str, str] = {
    "load": "mở tệp",
    "cleanup": "làm sạch ảnh",
    "tables": "tìm bảng",
    "lines": "cắt dòng",
    "ocr": "nhận dạng chữ",
    "diacritics": "sửa dấu",
    "records": "lập bản ghi",
}
_FATES: Mapping[str, tuple[str, str]] = {
    "done": ("đã đọc", "read"),
    "partial": ("thiếu trang", "pages lost"),
    "failed": ("lỗi", "failed"),
    "skipped": ("đã có từ trước", "done before"),
}


def run_page(report: Report, command: str, finished: str) -> str:
    """Return the page; ``finished`` is when the run ended, in words."""
    template = Template(files("pipeline.batch").joinpath("run.html").read_text("utf-8"))
    order = {"failed": 0, "partial": 1, "done": 2, "skipped": 3}
    entries = sorted(report.entries, key=lambda entry: order[entry.fate])
    return template.substitute(
        command=escape(command),
        finished=escape(finished),
        models=escape(report.models),
        stopped=_stopped(report),
        totals=_totals(report),
        trouble="".join(map(_trouble, [e for e in entries if e.message or e.lost])) or _none(),
        stages=_stages(report.stage_seconds),
        documents="".join(map(_row, entries)),
    )


def _two(vietnamese: str, english: str) -> str:
    return f'{escape(vietnamese)} <i lang="en">{escape(english)}</i>'


def _stopped(report: Report) -> str:
    if not report.interrupted:
        return ""
    left = report.documents - len(report.entries)
    said = _two(
        f"Đã dừng giữa chừng, còn {left} văn bản; chạy lại lệnh trên để làm tiếp.",
        f"Stopped with {left} documents left; the same command goes on.",
    )
    return f'<p class="bad">{said}</p>'


def _totals(report: Report) -> str:
    figures = (
        ("văn bản", "documents", f"{report.documents}"),
        ("đã đọc", "read", f"{report.done + report.partial}"),
        ("thiếu trang", "with pages lost", f"{report.partial}"),
        ("đã có từ trước", "done before", f"{report.skipped}"),
        ("lỗi", "failed", f"{len(report.failed)}"),
        ("trang", "pages", f"{report.pages}"),
        ("trang mỗi phút", "pages a minute", f"{report.pages_per_minute:.1f}"),
        ("nhiệm vụ", "tasks", f"{report.tasks}"),
        ("cần xem lại", "to be looked at", f"{report.flagged}"),
        ("không thấy nhiệm vụ", "without tasks", f"{report.without_tasks}"),
    )
    return "".join(
        f"<div><b>{value}</b>{_two(vietnamese, english)}</div>"
        for vietnamese, english, value in figures
    )


def _trouble(entry: Entry) -> str:
    reasons: Sequence[str] = (entry.message, *entry.lost) if entry.message else entry.lost
    said = "".join(f"<li>{escape(reason)}</li>" for reason in reasons)
    return f'<li class="{entry.fate}"><b>{escape(entry.path)}</b><ul>{said}</ul></li>'


def _none() -> str:
    return f"<li>{_two('Không có.', 'None.')}</li>"


def _stages(seconds: Mapping[str, float]) -> str:
    total = sum(seconds.values()) or 1.0
    return "".join(
        f"<tr><th>{_two(_STAGES.get(name, name), name)}</th><td>{spent:.1f} s</td>"
        f'<td class="bar"><span style="width:{100 * spent / total:.1f}%"></span>'
        f"{spent / total:.0%}</td></tr>"
        for name, spent in seconds.items()
    )


def _row(entry: Entry) -> str:
    counted = [f"{name} {count}" for name, count in entry.flags.items()]
    flags = ", ".join((*entry.document_flags, *counted))
    cells = (
        f'<th title="{escape(entry.path)}">{escape(Path(entry.path).name)}</th>',
        f'<td class="{entry.fate}">{_two(*_FATES[entry.fate])}</td>',
        f"<td>{entry.pages}</td><td>{entry.tasks}</td><td>{entry.flagged}</td>",
        f'<td>{entry.seconds:.1f}</td><td class="flags">{escape(flags)}</td>',
    )
    return f"<tr>{''.join(cells)}</tr>"
