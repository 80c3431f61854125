"""The account of a run: what became of every document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from pipeline.batch.gone import Gone
from pipeline.batch.inputs import Job
from pipeline.batch.worker import FailureKind
from pipeline.records.reasons import SAME_PLAN
from pipeline.types.document import DocumentResult, Kept

Fate = Literal["done", "partial", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one document.

    document_id    "" where the file could not be opened.
    fate           "partial": some pages were lost; "skipped": done by an earlier run, what it
                   left is counted here too.
    seconds        wall time in its worker; ``stage_seconds`` where it went.
    flagged        records with a flag; ``flags`` how many records carry each.
    kind, message, detail   of a failure: its kind, why in plain words without the path (it
                   stands in ``path``), the traceback.
    lost           what went wrong on single pages, in plain words.
    document_flags   why a person should look at the document itself.
    look           pages, 1-based, on which there is something to look at.
    aliases        further files with the very same bytes: read once, counted once.
    same_as        path of the document that most probably is the same plan and is to be counted
                   instead of this one, "" where there is none.
    doubles        paths of the documents that this one is to be counted instead of.
    """

    path: str
    document_id: str
    fate: Fate
    seconds: float = 0.0
    pages: int = 0
    tasks: int = 0
    flagged: int = 0
    stage_seconds: Mapping[str, float] = field(default_factory=dict)
    flags: Mapping[str, int] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    kind: FailureKind | None = None
    message: str = ""
    detail: str = ""
    document_flags: tuple[str, ...] = ()
    look: tuple[int, ...] = ()
    aliases: tuple[str, ...] = ()
    same_as: str = ""
    doubles: tuple[str, ...] = ()


def entry_of(job: Job, result: DocumentResult, seconds: float) -> Entry:
    """Return the entry of a document that was read."""
    flags = Counter(flag for record in result.records for flag in record.flags)
    return Entry(
        job.path,
        job.document_id,
        "partial" if result.status == "partial" else "done",
        seconds,
        len(result.pages),
        len(result.records),
        sum(bool(record.flags) for record in result.records),
        dict(result.seconds),
        dict(flags.most_common()),
        tuple(issue.message for issue in result.issues if issue.severity == "error"),
        document_flags=result.flags,
        look=_pages_to_look_at(result),
        aliases=job.aliases,
    )


def _pages_to_look_at(result: DocumentResult) -> tuple[int, ...]:
    doubtful = {i.page for i in result.issues if i.page is not None and i.severity != "note"}
    for record in result.records:
        places = record.evidence["content"].places if "content" in record.evidence else ()
        if record.flags and places:
            doubtful.add(places[0].page)
    return tuple(sorted(doubtful))


def skipped_entry(job: Job, kept: Kept) -> Entry:
    """Return the entry of a document that an earlier run had read."""
    return Entry(
        job.path,
        job.document_id,
        "skipped",
        pages=kept.pages,
        tasks=kept.tasks,
        flagged=kept.flagged,
        flags=kept.flags,
        lost=kept.lost,
        document_flags=kept.document_flags,
        look=kept.look,
        aliases=job.aliases,
    )


@dataclass(slots=True)
class Report:
    """The account of a run, an entry for each document in the order they ended.

    ``pages``, ``tasks`` and ``flagged`` are what this run read; those ``_in_all`` count what was
    done before too.

    documents     how many were asked for; more than there are entries where it was interrupted.
    fingerprint   names settings, models and program version; ``models`` what read, in words.
    waiting       files left to other programs that are at them; not among ``documents``.
    found         the ids of all documents that were asked for.
    gone          documents of the tables whose files are no longer there.
    passed_over   a sentence on each file that was not taken for a document.
    """

    documents: int = 0
    fingerprint: str = ""
    models: str = ""
    seconds: float = 0.0
    interrupted: bool = False
    entries: list[Entry] = field(default_factory=list)
    waiting: tuple[str, ...] = ()
    found: frozenset[str] = frozenset()
    gone: tuple[Gone, ...] = ()
    passed_over: tuple[str, ...] = ()

    def add(self, other: Report) -> None:
        """Take in the account of a further round of the same run."""
        self.documents += other.documents
        self.fingerprint, self.models = other.fingerprint, other.models
        self.seconds += other.seconds
        self.interrupted |= other.interrupted
        self.entries += other.entries
        self.waiting = other.waiting
        self.found |= other.found

    def note_doubles(self, same_as: Mapping[str, str], paths: Mapping[str, str]) -> None:
        """Say of each entry which documents are the same plan.

        same_as   document → the one that is to be counted instead; ``paths`` their files.
        """
        doubles: dict[str, list[str]] = {}
        for name, counted in same_as.items():
            doubles.setdefault(counted, []).append(paths[name])
        self.entries = [
            replace(
                entry,
                same_as=paths[same_as[entry.document_id]] if entry.document_id in same_as else "",
                doubles=tuple(sorted(doubles.get(entry.document_id, ()))),
                document_flags=_flags_with(entry, entry.document_id in same_as),
            )
            for entry in self.entries
        ]

    @property
    def left(self) -> int:
        """Documents that were asked for and not come to, where the run was stopped."""
        return self.documents - len(self.entries)

    @property
    def doubles(self) -> int:
        """Documents that are a plan which another document holds too."""
        return sum(bool(entry.same_as) for entry in self.entries)

    @property
    def identical(self) -> int:
        """Files with the very same bytes as another one."""
        return sum(len(entry.aliases) for entry in self.entries)

    @property
    def failed(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.fate == "failed"]

    @property
    def done(self) -> int:
        return self._count("done")

    @property
    def partial(self) -> int:
        return self._count("partial")

    @property
    def skipped(self) -> int:
        return self._count("skipped")

    @property
    def pages(self) -> int:
        return sum(entry.pages for entry in self._now)

    @property
    def pages_in_all(self) -> int:
        return sum(entry.pages for entry in self.entries)

    @property
    def tasks(self) -> int:
        return sum(entry.tasks for entry in self._now)

    @property
    def tasks_in_all(self) -> int:
        return sum(entry.tasks for entry in self.entries)

    @property
    def flagged(self) -> int:
        return sum(entry.flagged for entry in self._now)

    @property
    def flagged_in_all(self) -> int:
        return sum(entry.flagged for entry in self.entries)

    @property
    def without_tasks(self) -> int:
        """Documents, no letters, in which no task was found."""
        return sum("no_tasks" in entry.document_flags for entry in self.entries)

    @property
    def pages_per_minute(self) -> float | None:
        """Pages that this run read a minute; None where it read none."""
        return 60 * self.pages / self.seconds if self.pages and self.seconds else None

    @property
    def stage_seconds(self) -> dict[str, float]:
        """Worker seconds of each stage, the dearest first."""
        total: Counter[str] = Counter()
        for entry in self.entries:
            total.update(entry.stage_seconds)
        return dict(total.most_common())

    def plain(self) -> dict[str, Any]:
        """Return the account as values that JSON knows."""
        names = (
            *("documents", "done", "partial", "skipped", "pages", "tasks", "flagged"),
            *("pages_in_all", "tasks_in_all", "flagged_in_all"),
            *("pages_per_minute", "seconds", "stage_seconds"),
            *("interrupted", "models", "fingerprint", "without_tasks", "doubles", "identical"),
        )
        totals = {name: getattr(self, name) for name in names}
        return totals | {
            "failed": len(self.failed),
            "passed_over": list(self.passed_over),
            "gone": [asdict(gone) for gone in self.gone],
            "entries": [asdict(entry) for entry in self.entries],
        }

    @property
    def _now(self) -> list[Entry]:
        """The entries of what this run itself did."""
        return [entry for entry in self.entries if entry.fate != "skipped"]

    def _count(self, fate: Fate) -> int:
        return sum(entry.fate == fate for entry in self.entries)


def _flags_with(entry: Entry, double: bool) -> tuple[str, ...]:
    """Return a document's flags with the one that says it is a double, or without."""
    others = tuple(flag for flag in entry.document_flags if flag != SAME_PLAN)
    return (*others, SAME_PLAN) if double else others
