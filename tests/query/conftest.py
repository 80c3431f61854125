"""The six gold plans in an output folder, written once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.query.archive import Archive, open_archive
from tests.query.archives import write_gold_plans


@pytest.fixture(scope="session")
def gold_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("gold")
    write_gold_plans(out)
    return out


@pytest.fixture(scope="session")
def gold(gold_out: Path) -> Iterator[Archive]:
    with open_archive(gold_out) as archive:
        yield archive
