"""Documents that are one plan are told so: ``same_as`` of ``documents`` and ``tasks``.

``same_as`` names the one that is to be counted instead: of the readings of one plan, that which
people have decided on, else the one with most pages, else the surest. Doubles are looked for anew
after each run: what was read since the last time is compared with all other documents. Rows are
written anew only where that changed. ``.kehoach/compared.json`` names the documents that were
compared, each with the state it was in (``parts.states_of``); without it all are compared.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.records.doubles import Head, find_doubles
from pipeline.records.reasons import SAME_PLAN
from pipeline.store.chains import read_chains
from pipeline.store.compact import loosen
from pipeline.store.disk import sync, write_rows
from pipeline.store.layout import hidden, locked
from pipeline.store.parts import Parts, batched, rows_of, states_of
from pipeline.store.recovery import roll_forward
from pipeline.store.schema import SCHEMAS, Table

_AT_ONCE = 1000  # documents whose rows are read at a time
_COMPARED = "compared.json"
_FIRST_PAGES = 3  # of a document whose words are compared
_HEAD = (
    "document_id", "number", "date", "issuer", "title", "pages", "confidence", "status",
    "source_file", "aliases", "same_as",
)  # fmt: skip

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Twins:
    """What is known of the documents of a folder.

    same_as   document → the one that is the same plan and is to be counted instead.
    paths     document → source_file, then aliases.
    """

    same_as: Mapping[str, str]
    paths: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class Marker:
    """Finds the doubles of an output folder, as often as one likes, and writes them down.

    staging   a folder for files being written.
    """

    root: Path
    parts: Parts
    staging: Path
    _known: dict[str, tuple[int, Row]] = field(default_factory=dict)

    def mark(self) -> Twins:
        """Find the documents that are one plan; write what changed. Raises OSError, OutputError."""
        rows = self._rows()
        decided = {document_id for document_id, _, _ in read_chains(self.root)}
        heads = [_head(row, decided) for row in rows.values() if row["status"] != "failed"]
        known = {name: row["same_as"] for name, row in rows.items() if row["same_as"]}
        fresh = self._fresh() | {name for name, other in known.items() if other not in rows}
        found = find_doubles(heads, self._words, known, fresh)
        changed = [name for name, row in rows.items() if row["same_as"] != found.get(name)]
        if changed:
            with locked(self.root):
                loosen(self.parts, changed)
            for name in changed:
                self._write(name, found.get(name))
        self._note(changed)
        paths = {name: (row["source_file"], *row["aliases"]) for name, row in rows.items()}
        return Twins(found, paths)

    def _rows(self) -> dict[str, Row]:
        """Return what is needed of each row of ``documents``; reads what changed since."""
        states = states_of(self.parts)
        changed = [n for n, at in states.items() if self._known.get(n, (None,))[0] != at]
        known = {name: row for name, row in self._known.items() if name in states}
        for names in batched(changed, _AT_ONCE):
            for row in rows_of(self.parts, "documents", names).select(list(_HEAD)).to_pylist():
                known[row["document_id"]] = states[row["document_id"]], row
        self._known = known
        return {name: row for name, (_, row) in known.items()}

    def _fresh(self) -> set[str]:
        """Return the documents that were read since documents were compared."""
        try:
            compared = json.loads(hidden(self.root, _COMPARED).read_text())
        except (OSError, ValueError):
            compared = {}
        return {name for name, (state, _) in self._known.items() if compared.get(name) != state}

    def _note(self, written: Collection[str]) -> None:
        """Write down the documents that were compared; of some the rows were ``written`` since."""
        now = states_of(self.parts) if written else {}
        states = {name: state for name, (state, _) in self._known.items()}
        states |= {name: now[name] for name in written if name in now}
        staged = self.staging / _COMPARED
        staged.write_text(json.dumps(states))
        staged.replace(hidden(self.root, _COMPARED))

    def _words(self, document_id: str) -> str:
        pages = rows_of(self.parts, "pages", [document_id])
        return " ".join(text or "" for text in pages["text"].to_pylist()[:_FIRST_PAGES])

    def _write(self, document_id: str, same_as: str | None) -> None:
        """Replace a document's rows by such that say what it is; nothing else of them changes."""
        staged = self.staging / f"{document_id}.marks"
        ready = hidden(self.root, "commit") / document_id
        with locked(self.root):
            loosen(self.parts, [document_id])
            tables: dict[Table, pa.Table] = {
                "tasks": rows_of(self.parts, "tasks", [document_id]),
                "documents": rows_of(self.parts, "documents", [document_id]),
            }
            if not tables["documents"]:
                return  # another program has taken it out meanwhile
            staged.mkdir(exist_ok=True)
            for table, rows in tables.items():
                write_rows(staged / f"{table}.rows", _marked(table, rows, same_as))
            sync(staged)
            staged.rename(ready)
            sync(ready.parent)
            roll_forward(self.root, ready)


def _marked(table: Table, rows: pa.Table, same_as: str | None) -> pa.Table:
    schema = SCHEMAS[table]
    columns = dict(zip(rows.column_names, rows.columns, strict=True))
    columns["same_as"] = pa.array([same_as] * len(rows), pa.string())
    if table == "documents":
        flags = [[f for f in names if f != SAME_PLAN] for names in rows["flags"].to_pylist()]
        added = [SAME_PLAN] if same_as else []
        columns["flags"] = pa.array(
            [[*names, *added] for names in flags], schema.field("flags").type
        )
    return pa.table([columns[name] for name in schema.names], schema=schema)


def _head(row: Row, decided: Collection[str]) -> Head:
    worth = row["document_id"] in decided, row["pages"] or 0, row["confidence"] or 0.0
    return Head(
        row["document_id"],
        row["number"] or "",
        row["date"],
        row["issuer"] or "",
        row["title"] or "",
        worth,
    )
