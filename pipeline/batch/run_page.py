"""The account of a run as one page for people: Vietnamese first, nothing from outside.

Everything that comes from a file or its name is escaped, and the page's policy forbids scripts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

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


def _two(ours: str, english: str) -> str:
    """Return Vietnamese words and the English ones beside them."""
    return f'{escape(ours)} <i lang="en">{escape(english)}</i>'


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
    figures = [
        ("văn bản", "documents", report.documents, None),
        ("đã đọc", "read", report.done + report.partial, None),
        ("thiếu trang", "with pages lost", report.partial, None),
        ("đã có từ trước", "done before", report.skipped, None),
        ("không đọc được", "failed", len(report.failed), None),
        ("không thấy nhiệm vụ", "without tasks", report.without_tasks, None),
        ("trang", "pages", report.pages_in_all, report.pages),
        ("nhiệm vụ", "tasks", report.tasks_in_all, report.tasks),
        ("cần xem lại", "to be looked at", report.flagged_in_all, report.flagged),
    ]
    tiles = [_tile(ours, english, f"{count}", now) for ours, english, count, now in figures]
    if report.pages_per_minute is not None:
        speed = f"{report.pages_per_minute:.1f}"
        tiles.append(_tile("trang mỗi phút", "pages a minute", speed, None))
    return "".join(tiles)


def _tile(ours: str, english: str, count: str, now: int | None) -> str:
    """Return one figure; ``now``: what this run gave of it, said where it is not all."""
    alone = now is None or f"{now}" == count
    part = "" if alone else f"<small>{_two(f'lần này {now}', f'{now} now')}</small>"
    return f"<div><b>{count}</b>{_two(ours, english)}{part}</div>"


def _times(flags: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return each flag with how many records carry it, as it is shown."""
    return [(name, f"<b>{count}×</b> ") for name, count in flags.items()]


def _trouble(entry: Entry) -> str:
    reasons: Sequence[str] = (entry.message, *entry.lost) if entry.message else entry.lost
    said = "".join(f"<li>{_reason(reason)}</li>" for reason in reasons)
    return f'<li class="{entry.fate}"><b>{escape(entry.path)}</b><ul>{said}</ul></li>'


def _reason(english: str) -> str:
    ours = vietnamese(english)
    return _two(ours, english) if ours else escape(english)


def _none() -> str:
    return f"<li>{_two('Không có.', 'None.')}</li>"


def _stages(seconds: Mapping[str, float]) -> str:
    if not seconds:
        return ""
    total = sum(seconds.values()) or 1.0
    rows = "".join(
        f"<tr><th>{_two(STAGES.get(name, name), name)}</th><td>{spent:.1f} s</td>"
        f'<td class="bar"><span style="width:{100 * spent / total:.1f}%"></span>'
        f"{spent / total:.0%}</td></tr>"
        for name, spent in seconds.items()
    )
    heading = _two("Thời gian từng bước", "Time of each stage")
    return f'<h2>{heading}</h2>\n<div class="scroll"><table>{rows}</table></div>'


def _row(entry: Entry) -> str:
    names = [*((name, "") for name in entry.document_flags), *_times(entry.flags)]
    flags = "".join(
        f'<li title="{escape(name)}">{times}{_two(*meaning(name))}</li>' for name, times in names
    )
    seconds = "–" if entry.fate == "skipped" else f"{entry.seconds:.1f}"
    cells = (
        f'<th title="{escape(entry.path)}">{escape(Path(entry.path).name)}</th>',
        f'<td class="{entry.fate}">{_two(*_FATES[entry.fate])}</td>',
        f"<td>{entry.pages}</td><td>{entry.tasks}</td><td>{entry.flagged}</td>",
        f'<td>{seconds}</td><td class="flags">{flags and f"<ul>{flags}</ul>"}</td>',
    )
    return f"<tr>{''.join(cells)}</tr>"
