"""One document, and all of them, against gold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.evaluate.calibration import Outcome, calibration_error, catch
from pipeline.evaluate.gold import Gold, GoldPage, GoldPlan, is_excerpt
from pipeline.evaluate.prediction import ReadDocument
from pipeline.evaluate.reading_order import fragments, text_tally
from pipeline.evaluate.records import Pair, pair_up, tally_records
from pipeline.evaluate.tables import tally_tables
from pipeline.evaluate.tally import Tally, added, figures
from pipeline.evaluate.values import FIELDS, ReadTask, Spot, Task

# Kind of a scan that belongs to no gold plan: its pages were transcribed.
REAL = "real"
# How tables are printed, the easiest first; documents without tables of tasks last.
RULINGS = ("ruled", "partial", "unruled", "prose")
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One wrong field, record that is missing, or record too many.

    field   a name of ``FIELDS``, or "missing", or "spurious".
    number  1-based place in gold, or of the record too many in what was read.
    cost    perfect records lost to it: 1 shared among the wrong fields of a record; a missing
            record costs 2, as it is lost to record F1 too, a record too many 1.
    """

    file: str
    number: int
    field: str
    gold: str
    got: str
    raw: str
    confidence: float | None
    cost: float
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """All that is known of one document.

    ruling   how its tables are printed (``GoldPlan.ruling``).
    read     None where it was never read.
    """

    file: str
    kind: str
    status: str
    tally: Tally
    ruling: str = ""
    outcomes: tuple[Outcome, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    read: ReadDocument | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every document that gold speaks of; ``unscored``: files that it does not."""

    documents: tuple[DocumentScore, ...]
    unscored: tuple[str, ...] = field(default=())

    @property
    def kinds(self) -> dict[str, list[DocumentScore]]:
        """Documents by kind of scan, kinds in the order of the alphabet."""
        groups: dict[str, list[DocumentScore]] = defaultdict(list)
        for document in sorted(self.documents, key=lambda d: d.kind):
            groups[document.kind].append(document)
        return groups

    @property
    def rulings(self) -> dict[str, list[DocumentScore]]:
        """Documents by the printing of their tables, where gold knows it, in its own order."""
        groups = {name: [d for d in self.documents if d.ruling == name] for name in RULINGS}
        return {name: group for name, group in groups.items() if group}

    @property
    def rulings_and_kinds(self) -> dict[tuple[str, str], list[DocumentScore]]:
        """Documents by the printing of their tables and the kind of scan."""
        groups: dict[tuple[str, str], list[DocumentScore]] = defaultdict(list)
        for name, group in self.rulings.items():
            for document in sorted(group, key=lambda d: d.kind):
                groups[name, document.kind].append(document)
        return groups

    @property
    def mistakes(self) -> list[Mistake]:
        """All mistakes, the dearest first."""
        every = (mistake for document in self.documents for mistake in document.mistakes)
        return sorted(every, key=lambda m: (-m.cost, m.file, m.number, m.field))


def figures_of(documents: Iterable[DocumentScore]) -> dict[str, float | None]:
    """Return every figure over some documents, calibration included."""
    chosen = list(documents)
    outcomes = [outcome for document in chosen for outcome in document.outcomes]
    return {
        **figures(added(document.tally for document in chosen)),
        "catch_at_5": catch(outcomes),
        "calibration_error": calibration_error(outcomes),
    }


def evaluate(
    gold: Gold, read: Sequence[ReadDocument], expected: Iterable[str] | None = None
) -> Evaluation:
    """Score every document that gold speaks of.

    expected   base names of the scans that were to be read; one that is not there counts with
               everything missing. None: every plan and transcribed scan of gold counts so.
    """
    scores, unscored, seen = [], [], set()
    for document in read:
        name = _name(gold, document)
        score = _score(gold, name, document)
        seen |= {name, *document.names}
        if score:
            scores.append(score)
        else:
            unscored.append(name)
    for name in _wanted(gold, seen) if expected is None else expected:
        if name not in seen and (score := _score(gold, name, None)):
            scores.append(score)
    return Evaluation(tuple(sorted(scores, key=lambda s: s.file)), tuple(sorted(unscored)))


def _name(gold: Gold, document: ReadDocument) -> str:
    known = (n for n in document.names if gold.plan_of(n) or gold.pages_of(n))
    return next(known, document.names[0])


def _wanted(gold: Gold, seen: Iterable[str]) -> Iterator[str]:
    read = set(seen)
    plans = {found[0].name for name in read if (found := gold.plan_of(name))}
    yield from (f"{name}--{MISSING}.pdf" for name in gold.plans if name not in plans)
    stems = {Path(name).stem for name in read}
    yield from (f"{name}.pdf" for name in gold.pages if name not in stems)


def _score(gold: Gold, name: str, read: ReadDocument | None) -> DocumentScore | None:
    plan = gold.plan_of(name)
    pages = gold.pages_of(name)
    if plan and not is_excerpt(plan[1]):
        return _score_plan(name, plan[0], plan[1], read)
    if pages:
        status = read.status if read else MISSING
        return DocumentScore(name, REAL, status, _score_pages(pages, read), read=read)
    return None


def _score_pages(pages: Sequence[GoldPage], read: ReadDocument | None) -> Tally:
    tallies = []
    for page in pages:
        text = read.pages.get(page.page, "") if read else ""
        tallies.append(text_tally(page.segments, fragments(text)))
        if page.table:
            tallies.append(tally_tables([page.table], read.tables(page.page) if read else []))
    return added(tallies)


def _score_plan(name: str, plan: GoldPlan, kind: str, read: ReadDocument | None) -> DocumentScore:
    tasks = read.tasks if read else ()
    found = [task.task for task in tasks]
    pairs = pair_up(plan.tasks, found)
    text = (
        [part for number in sorted(read.pages) for part in fragments(read.pages[number])]
        if read
        else []
    )
    tally = added(
        (
            tally_records(plan.tasks, found, pairs),
            tally_tables(plan.tables, read.tables() if read else []),
            text_tally(plan.segments, text),
        )
    )
    extra = sorted(set(range(len(tasks))) - {pair.read for pair in pairs})
    return DocumentScore(
        file=name,
        kind=kind,
        status=read.status if read else MISSING,
        tally=tally,
        ruling=plan.ruling,
        outcomes=tuple(_outcomes(pairs, extra, tasks)),
        mistakes=tuple(_mistakes(name, plan.tasks, pairs, extra, tasks)),
        read=read,
    )


def _outcomes(
    pairs: Sequence[Pair], extra: Sequence[int], tasks: Sequence[ReadTask]
) -> Iterator[Outcome]:
    """Give every field that was read; what carries no confidence was held for certain.

    A record too many is one wrong field: its content, which is no task of the plan.
    """
    for pair in pairs:
        if pair.read is not None:
            sure = tasks[pair.read].confidence
            for name, verdict in pair.verdicts.items():
                yield Outcome(sure.get(FIELDS[name], 1.0), verdict.right)
    for i in extra:
        yield Outcome(tasks[i].confidence.get("content", 1.0), False)


def _mistakes(
    file: str,
    gold: Sequence[Task],
    pairs: Sequence[Pair],
    extra: Sequence[int],
    tasks: Sequence[ReadTask],
) -> Iterator[Mistake]:
    for pair in pairs:
        task = gold[pair.gold]
        if pair.read is None:
            yield Mistake(file, pair.gold + 1, "missing", task.content, "", "", None, 2.0)
            continue
        read = tasks[pair.read]
        for name in pair.wrong:
            said = task.shown(name), read.task.shown(name)
            yield _mistake(file, pair.gold + 1, name, said, read, 1 / len(pair.wrong))
    for i in extra:
        yield _mistake(file, i + 1, "spurious", ("", tasks[i].task.content), tasks[i], 1.0)


def _mistake(
    file: str, number: int, name: str, said: tuple[str, str], read: ReadTask, cost: float
) -> Mistake:
    key = FIELDS.get(name, "content")
    # Coordinating units often stand in the cell of the leading ones.
    near = "lead_units" if key == "coordinating_units" else "content"
    raw = read.raw.get(key, "")
    spots = read.spots.get(key) or read.spots.get(near, ())
    return Mistake(file, number, name, *said, raw, read.confidence.get(key), cost, spots)
