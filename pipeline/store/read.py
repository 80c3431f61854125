"""Reading the tables back, as DataFrames of known columns and types."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa

from pipeline.store.parts import all_rows, some_columns
from pipeline.store.recovery import require
from pipeline.store.schema import Table


def read_table(out: Path, table: Table) -> pd.DataFrame:
    """Return one table of an output folder; columns as in ``schema``, lists as arrays.

    Documents come in the order of their ids, rows in the order of the document.
    Raises InputNotFoundError: nothing was extracted to ``out`` yet.
    """
    frame: pd.DataFrame = read_arrow(out, table).to_pandas()
    return frame


def read_arrow(out: Path, table: Table) -> pa.Table:
    """Return the same as an Arrow table. Raises InputNotFoundError."""
    require(out, table)
    return all_rows(out, table)


def read_columns(out: Path, table: Table, columns: Sequence[str]) -> pa.Table:
    """Return some columns of a table, its rows in no order: of large archives no more fits.

    Raises InputNotFoundError: nothing was extracted to ``out`` yet.
    """
    require(out, table)
    return some_columns(out, table, columns)


def read_tasks(out: Path) -> pd.DataFrame:
    """Return the ``tasks`` table of an output folder. Raises InputNotFoundError."""
    return read_table(out, "tasks")


def read_documents(out: Path) -> pd.DataFrame:
    """Return the ``documents`` table of an output folder. Raises InputNotFoundError."""
    return read_table(out, "documents")


def read_pages(out: Path) -> pd.DataFrame:
    """Return the ``pages`` table of an output folder. Raises InputNotFoundError."""
    return read_table(out, "pages")


def read_cells(out: Path) -> pd.DataFrame:
    """Return the ``cells`` table of an output folder. Raises InputNotFoundError."""
    return read_table(out, "cells")
