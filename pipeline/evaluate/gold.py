"""Gold as it lies on disk: plans (gold/FORMAT.md) and transcribed pages.

A gold folder holds plan folders (``<plan>/document.json``, ``tasks.json`` and perhaps
``render.json``, which says how the tables are printed), or transcribed pages
(``<scan>-p07.txt``, beside them ``<scan>-p07.table.json`` where the page is a table), or both.
A scan of a plan is named ``<plan>--<kind>.pdf``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import InputNotFoundError, UnreadableError
from pipeline.evaluate.grid import Grid, gold_grid
from pipeline.evaluate.reading_order import Segment, fragments
from pipeline.evaluate.values import Due, Task, measure

_PAGE = re.compile(r"(?P<name>.+)-p(?P<page>\d+)\.txt")
# A kind that ends so is an excerpt (pages 1 to 3 of a plan): gold does not say what is on them.
_EXCERPT = re.compile(r"p\d+(-\d+)?$")
_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass(frozen=True, slots=True)
class GoldPlan:
    """One plan: its tasks, its running text as segments, its tables in order.

    ruling   how far lines show its tables: ruled, partial or unruled; prose where it has none of
             tasks; "" where the gold does not say.
    """

    name: str
    tasks: tuple[Task, ...]
    segments: tuple[Segment, ...]
    tables: tuple[Grid, ...]
    ruling: str = ""


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One transcribed page of a scan, 1-based, and its table, if it is one."""

    name: str
    page: int
    segments: tuple[Segment, ...]
    table: Grid | None


@dataclass(frozen=True, slots=True)
class Gold:
    """All gold by name."""

    plans: Mapping[str, GoldPlan] = field(default_factory=dict)
    pages: Mapping[str, tuple[GoldPage, ...]] = field(default_factory=dict)

    def plan_of(self, file_name: str) -> tuple[GoldPlan, str] | None:
        """Return the plan that a scan belongs to and the kind of scan, None if it has none."""
        stem, _, ending = file_name.rpartition(".")
        name, _, kind = stem.partition("--")
        plan = self.plans.get(name)
        return (plan, kind or ending) if plan else None

    def pages_of(self, file_name: str) -> tuple[GoldPage, ...]:
        """Return the transcribed pages of a scan, none if there are none."""
        return self.pages.get(file_name.rpartition(".")[0], ())


def is_excerpt(kind: str) -> bool:
    """Whether a kind of scan names some pages only."""
    return bool(_EXCERPT.search(kind))


def load_gold(folders: Sequence[Path]) -> Gold:
    """Read the gold below the folders. Raises InputNotFoundError, UnreadableError."""
    plans: dict[str, GoldPlan] = {}
    pages: dict[str, tuple[GoldPage, ...]] = {}
    for folder in folders:
        if not folder.is_dir():
            raise InputNotFoundError(f"{folder}: no such folder", "Name a folder with gold")
        for path in sorted(folder.glob("*/tasks.json")):
            plans[path.parent.name] = _plan(path.parent)
        for path in sorted(folder.glob("*.txt")):
            if named := _PAGE.fullmatch(path.name):
                page = _page(path, named["name"], int(named["page"]))
                pages[page.name] = (*pages.get(page.name, ()), page)
    if not plans and not pages:
        named_folders = ", ".join(map(str, folders))
        raise InputNotFoundError(f"no gold in {named_folders}", "See gold/FORMAT.md")
    return Gold(plans, pages)


def _plan(folder: Path) -> GoldPlan:
    try:
        document = _json(folder / "document.json")
        tasks = tuple(_task(task) for task in _json(folder / "tasks.json"))
        ordered = [document["tables"][b["id"]] for b in document["blocks"] if b["kind"] == "table"]
        segments = tuple(_segments(document))
        grids = tuple(map(gold_grid, ordered))
        return GoldPlan(folder.name, tasks, segments, grids, _ruling(folder))
    except (KeyError, TypeError) as error:
        raise UnreadableError(f"{folder}: not of the gold format ({error!r})") from error


def _ruling(folder: Path) -> str:
    """Return what ``render.json`` says of the printed tables; not every gold has that file."""
    path = folder / "render.json"
    return str(_json(path).get("ruling", "")) if path.is_file() else ""


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{path}: {error}") from error


def _task(task: Mapping[str, Any]) -> Task:
    due = task["deadline"]
    return Task(
        content=task["content"],
        result=task.get("result") or "",
        lead=tuple(task["lead_units"]),
        coordinating=tuple(task["coordinating_units"]),
        deadline=Due(due["kind"], due["start"], due["end"], tuple(sorted(due["recurrence"]))),
        indicators=tuple(measure(i["op"], i["value"], i["unit"]) for i in task["indicators"]),
        deadline_text=task.get("deadline_text") or "",
        prose=task.get("table") is None,
    )


def _segments(document: Mapping[str, Any]) -> Iterator[Segment]:
    """Give the text in its order: blocks and cells count, the rest may stand there uncounted.

    The rest is letterhead and foot, whose true wording gold holds as fields only, and headers and
    number rows, which are printed again on each page.
    """
    yield from (Segment(text, required=False) for text in _head(document["meta"]) if text)
    for block in document["blocks"]:
        if block["kind"] == "table":
            table = document["tables"][block["id"]]
            yield from (Segment(text) for text in _table_texts(table) if text.strip())
        elif block.get("text"):
            yield Segment(block["text"])
    for table in document["tables"].values():
        yield from (Segment(text, required=False) for text in _header_texts(table))
        if table.get("number_row"):
            yield Segment(" ".join(f"({i + 1})" for i in range(len(table["header"]))), False)
    yield from (Segment(text, required=False) for text in _foot(document["meta"]) if text)


def _table_texts(table: Mapping[str, Any]) -> Iterator[str]:
    yield table.get("title") or ""
    yield from _header_texts(table)
    for row in table["rows"]:
        yield from (text for text in row["cells"] if text)


def _header_texts(table: Mapping[str, Any]) -> Iterator[str]:
    yield from (name for name, width in table.get("header_groups", ()) if width > 1)
    yield from table["header"]


def _head(meta: Mapping[str, Any]) -> Iterator[str]:
    yield from (meta.get(name) or "" for name in ("issuer_parent", "issuer"))
    yield from _MOTTO
    yield f"Số: {meta.get('number')}"
    year, month, day = (meta.get("date") or "--").split("-")
    yield f"{meta.get('place')}, ngày {day} tháng {month} năm {year}"
    yield from (meta.get(name) or "" for name in ("type", "title"))


def _foot(meta: Mapping[str, Any]) -> Iterator[str]:
    yield "Nơi nhận:"
    yield from (f"- {name};" for name in meta.get("recipients", ()))
    names = ("signing_authority", "signer_role", "signer_name")
    yield from (meta.get(name) or "" for name in names)


def _page(path: Path, name: str, number: int) -> GoldPage:
    text = path.read_text(encoding="utf-8")
    table = path.with_name(path.stem + ".table.json")
    grid = gold_grid(_json(table)) if table.is_file() else None
    return GoldPage(name, number, tuple(Segment(part) for part in fragments(text)), grid)
