"""How a run goes, on stderr: a bar with the time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from unicodedata import category

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from pipeline.batch.inputs import Job
from pipeline.batch.reasons import vietnamese
from pipeline.commands.language import said
from pipeline.types.document import DocumentResult

_PLAIN_SECONDS = 30.0  # without a terminal, a line at least so often


@dataclass(slots=True)
class Tally:
    """What has been done of what is to do. Work is measured in bytes: pages are not known yet."""

    todo: int = 0
    finished: int = 0
    pages: int = 0
    bytes_all: int = 0
    bytes_done: float = 0.0
    start: float = field(default_factory=time.monotonic)
    open_pages: dict[str, int] = field(default_factory=dict)
    page_shares: dict[str, float] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """Share of the work done, 0-1, the pages of open documents counted in."""
        return (self.bytes_done + sum(self.page_shares.values())) / max(self.bytes_all, 1)

    @property
    def words(self) -> str:
        minutes = max(time.monotonic() - self.start, 1e-9) / 60
        speed = f"{self.pages / minutes:.1f}" if self.pages else "–"
        return said(
            f"{self.finished}/{self.todo} văn bản, {self.pages} trang, "
            f"{speed.replace('.', ',')} trang/phút, còn {self.left}",
            f"{self.finished}/{self.todo} documents, {self.pages} pages, {speed} pages/min, "
            f"{self.left} left",
        )

    @property
    def left(self) -> str:
        if not 0 < self.share <= 1:
            return "?"
        seconds = round((time.monotonic() - self.start) * (1 / self.share - 1))
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"

    def page_done(self, job: Job, number: int) -> None:
        """Count a page; ``number`` is 1-based."""
        self.pages += 1
        share = number / max(self.open_pages.get(job.document_id, number), number)
        self.page_shares[job.document_id] = job.size * share

    def finish(self, job: Job) -> None:
        """Count a document, read or not."""
        self.finished += 1
        self.page_shares.pop(job.document_id, None)
        self.bytes_done += job.size


class Foot:
    """A bar at the foot of a terminal, plain lines elsewhere.

    total   what is counted up to; None: there is no bar to show.
    """

    def __init__(self, total: float | None) -> None:
        self._total = total
        self._bar: Progress | None = None
        self._task = TaskID(0)
        self._said = time.monotonic()

    def start(self) -> None:
        screen = Console(stderr=True, soft_wrap=True, highlight=False)
        if screen.is_terminal and self._total is not None:
            columns = (BarColumn(bar_width=24), TextColumn("{task.description}", markup=False))
            self._bar = Progress(*columns, console=screen, transient=True)
            self._task = self._bar.add_task("", total=self._total)
            self._bar.start()

    def stop(self) -> None:
        if self._bar:
            self._bar.stop()

    def note(self, words: str) -> None:
        """Say one line, above the bar where there is one."""
        self._said = time.monotonic()
        if self._bar:
            self._bar.console.print(one_line(words), markup=False)
        else:
            sys.stderr.write(one_line(words) + "\n")

    def tell(self, done: float, words: str, plain: str) -> None:
        """Move the bar on; without one, say ``plain`` now and then."""
        if self._bar:
            self._bar.update(self._task, completed=done, description=words)
        elif self._total is not None and time.monotonic() - self._said > _PLAIN_SECONDS:
            self.note(plain)


class Steps:
    """How many of many like things are done; a context manager.

    ours, english   what they are, in the plural.
    count   of them all; 0: nothing is told of how far it is.
    """

    def __init__(self, ours: str, english: str, count: int) -> None:
        self._foot = Foot(float(count) or None)
        self._ours, self._english = ours, english
        self._count, self._done = count, 0

    def __enter__(self) -> Steps:
        self._foot.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._foot.stop()

    def step(self) -> None:
        """Count one more."""
        self._done += 1
        done = f"{self._done}/{self._count}"
        words = said(f"{done} {self._ours}", f"{self._done} of {self._count} {self._english}")
        self._foot.tell(self._done, words, f"kehoach: {words}")

    def note(self, words: str) -> None:
        """Say one line, above the bar where there is one."""
        self._foot.note(words)


class Display:
    """Listens to a run and shows it; a context manager."""

    def __init__(self) -> None:
        self._foot = Foot(1.0)
        self._tally = Tally()

    def __enter__(self) -> Display:
        self._foot.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._foot.stop()

    def note(self, words: str) -> None:
        """Say one line, above the bar where there is one."""
        self._foot.note(words)

    def planned(self, todo: Sequence[Job], skipped: int) -> None:
        self._tally = Tally(todo=len(todo), bytes_all=sum(job.size for job in todo))
        if skipped:
            some = "1 document is" if skipped == 1 else f"{skipped} documents are"
            again = "it" if skipped == 1 else "them"
            self.note(
                said(
                    f"{skipped} văn bản đã đọc từ trước (--force để đọc lại).",
                    f"{some} done already (--force reads {again} again).",
                )
            )

    def opened(self, job: Job, pages: int) -> None:
        self._tally.open_pages[job.document_id] = pages
        self.tick()

    def page_done(self, job: Job, number: int) -> None:
        self._tally.page_done(job, number)
        self.tick()

    def finished(self, job: Job, result: DocumentResult | None, error: str) -> None:
        self._tally.finish(job)
        at = f"[{self._tally.finished}/{self._tally.todo}] {job.path}"
        if result is None:
            self.note(said(f"{at}: KHÔNG ĐỌC ĐƯỢC. {_why(error)}", f"{at}: FAILED, {error}"))
        else:
            tasks, pages = len(result.records), len(result.pages)
            partial = result.status == "partial"
            ours, english = (" (thiếu trang)", " (some pages lost)") if partial else ("", "")
            self.note(
                said(
                    f"{at}: {tasks} nhiệm vụ trên {pages} trang{ours}",
                    f"{at}: {tasks} tasks on {pages} pages{english}",
                )
            )
        self.tick()

    def tick(self) -> None:
        self._foot.tell(self._tally.share, self._tally.words, self._tally.words)


def _why(error: str) -> str:
    return vietnamese(error) or error


def one_line(words: str) -> str:
    """Make controls visible that a file's name may hold: they would command the terminal."""
    return "".join(map(_shown, words))


def _shown(char: str) -> str:
    odd = char != " " and category(char)[0] in "CZ"
    return char.encode("unicode_escape").decode() if odd else char
