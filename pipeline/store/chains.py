"""What people decided on an output folder; cheap to ask where nobody decided anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.store.places import default_path

if TYPE_CHECKING:
    from pipeline.store.corrections import Decision, Key


def read_chains(out: Path, database: str = "") -> dict[Key, list[Decision]]:
    """Return the decisions on the documents of an output folder, each cell's in order.

    database   its URL; "": the one that lies in ``out``, if there is one.
    """
    if not database and not default_path(out).is_file():
        return {}
    # Only here: loading the database takes longer than most commands.
    from pipeline.store.corrections import Corrections  # noqa: PLC0415
    from pipeline.store.database import open_database  # noqa: PLC0415

    engine = open_database(database or default_path(out))
    try:
        return Corrections(engine).chains()
    finally:
        engine.dispose()
