"""The account of a run: closing words on the terminal, and the pages beside the tables."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from pipeline.batch.report import Entry, Report
from pipeline.batch.run_page import About, Links, run_page
from pipeline.commands.called import command
from pipeline.commands.review import DEFAULT_PORT
from pipeline.store.copies import CopyFolder, own_name
from pipeline.store.folder import Store
from pipeline.store.layout import RUNS
from pipeline.types.document import Source

_EARLIER = 20  # accounts of earlier runs that are named; all of them are in their folder
_NAME = "%Y-%m-%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Account:
    """Where a run writes, and how it was called.

    again     the command that goes on with it.
    overlays, copies   folders that pictures and searchable copies went to, None for none.
    began     names the run beside others.
    """

    out: Path
    again: str
    overlays: Path | None = None
    copies: CopyFolder | None = None
    began: str = field(default_factory=lambda: f"{datetime.now():{_NAME}}-{os.getpid()}")

    def keep(self, store: Store, report: Report) -> None:
        """Write the account of the run beside the tables. Raises OutputError."""
        now = datetime.now().astimezone()
        said = {"command": self.again, "finished": now.isoformat(timespec="seconds")}
        account = json.dumps(said | report.plain(), ensure_ascii=False, indent=1) + "\n"
        about = About(
            command=self.again,
            finished=f"{now:%d/%m/%Y %H:%M}",
            remove=command("remove", "{}", "--out", self.out).replace("'{}'", "{}"),
            address=self._address,
            links=self._links,
            earlier=[
                (f"{RUNS}/{name}.html", _when(name))
                for name in store.earlier_runs()[: _EARLIER + 1]
                if name != self.began
            ],
        )
        page, kept = run_page(report, about), run_page(report, replace(about, base="../"))
        store.write_run(self.began, account, page, kept)

    def said(self, report: Report) -> str:
        """Return the closing account, Vietnamese and English: counts, where everything lies."""
        counts = [(f"{ours} · {english}", count) for ours, english, count in _counts(report)]
        width = max(len(line) for line, _ in counts)
        counted = [f"{line:{width}}  {count:>6}" for line, count in counts]
        reading = f'import pandas as pd; tasks = pd.read_parquet("{self.out / "tasks"}")'
        places = [
            f"các bảng · tables: {self.out}",
            f"nhật ký lần chạy · account of this run: {self.out / 'run.html'}",
            *self._beside(report),
            f"đọc bằng Python · read them: {reading}",
        ]
        return "\n".join([*_stopped(report), *counted, "", *places, ""])

    def _beside(self, report: Report) -> list[str]:
        """Return how many documents have what was asked for beside the tables."""
        read = [e for e in report.entries if e.fate in ("done", "partial")]
        words = []
        if self.copies is not None:
            kinds = "PDF/A, ALTO" if self.copies.alto else "PDF/A"
            made = sum((self.copies.folder / f"{_own(entry)}.pdf").is_file() for entry in read)
            words.append(
                f"bản tìm được chữ · searchable copies ({kinds}): {made} → {self.copies.folder}"
            )
            if made < len(read):
                none = len(read) - made
                words.append(
                    f"  {none} văn bản không có bản nào: tệp chữ không có trang ảnh, hoặc xem nhật "
                    f"ký · none of {none}: text files have no pages, or see the account"
                )
        if self.overlays is not None:
            drawn = sum((self.overlays / _own(entry)).is_dir() for entry in read)
            words.append(
                f"ảnh từng trang, mỗi văn bản một thư mục · pictures of pages, a folder for each "
                f"document: {drawn} → {self.overlays}"
            )
        return words

    def _address(self, path: str) -> str:
        """Return where a file lies as seen from the account, "" where there is none."""
        place = Path(path)
        return _quoted(place, self.out) if place.is_file() else ""

    def _links(self, entry: Entry) -> Links:
        if not entry.document_id or entry.fate == "failed":
            return ()
        copies = self.copies.folder if self.copies else None
        own = _own(entry)
        found = [
            (_quoted(place, self.out), ours, english)
            for place, ours, english in (
                (_below(self.overlays, own), "ảnh các trang", "pictures"),
                (_below(copies, f"{own}.pdf"), "PDF tìm được", "searchable"),
            )
            if place is not None and place.exists()
        ]
        page = f"http://127.0.0.1:{DEFAULT_PORT}"
        browse = (f"{page}/browse/plans/{entry.document_id}", "tra cứu", "browse")
        review = (f"{page}/next?document={entry.document_id}", "rà soát", "review")
        return [*found, browse, *([review] if entry.tasks else [])]


def _quoted(place: Path, start: Path) -> str:
    """Return an address that stays true when both are moved together."""
    return quote(os.fsencode(os.path.relpath(place, start)))


def _own(entry: Entry) -> str:
    """Return the name of what is written for a document."""
    return own_name(Source(entry.document_id, entry.path))


def _below(folder: Path | None, name: str) -> Path | None:
    return folder / name if folder else None


def _when(name: str) -> str:
    """Return when a run began, by its name."""
    try:
        return f"{datetime.strptime(name.rpartition('-')[0], _NAME):%d/%m/%Y %H:%M:%S}"
    except ValueError:
        return name


def _stopped(report: Report) -> list[str]:
    left = report.left
    if not report.interrupted or not left:
        return []
    return [
        f"ĐÃ DỪNG GIỮA CHỪNG: còn {left} văn bản chưa đọc"
        f" · STOPPED before the end: {left} documents not read yet",
        "",
    ]


def _counts(report: Report) -> list[tuple[str, str, str]]:
    """Return (Vietnamese, English, count): all documents first, what this run did of it below."""
    before = bool(report.skipped)

    def both(ours: str, english: str, now: int, in_all: int) -> list[tuple[str, str, str]]:
        rows = [(ours, english, f"{in_all}")]
        return [*rows, ("  đọc lần này", "read now", f"{now}")] if before else rows

    def some(ours: str, english: str, count: int) -> list[tuple[str, str, str]]:
        return [(ours, english, f"{count}")] if count else []

    rows = [
        ("văn bản", "documents", f"{report.documents}"),
        ("  đã đọc", "read now", f"{report.done + report.partial}"),
        ("  trong đó thiếu trang", "of these with pages lost", f"{report.partial}"),
        ("  đã có từ trước", "done before", f"{report.skipped}"),
        ("  không đọc được", "failed", f"{len(report.failed)}"),
        *some("  chưa đọc", "not read yet", report.left if report.interrupted else 0),
        ("  không thấy nhiệm vụ", "without tasks", f"{report.without_tasks}"),
        *some("  quét hai lần (xem nhật ký)", "the same plan twice", report.doubles),
        *some("tệp giống hệt tệp khác", "identical files, read once", report.identical),
        *some("tệp bỏ qua", "files passed over", len(report.passed_over)),
        *some("văn bản không còn tệp", "documents without their file", len(report.gone)),
        *both("trang", "pages", report.pages, report.pages_in_all),
        *both("nhiệm vụ", "tasks", report.tasks, report.tasks_in_all),
        *both("cần xem lại", "tasks to be looked at", report.flagged, report.flagged_in_all),
    ]
    speed = report.pages_per_minute
    return rows if speed is None else [*rows, ("trang mỗi phút", "pages a minute", f"{speed:.1f}")]
