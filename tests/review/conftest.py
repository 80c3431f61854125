from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.review.office import Office, open_office, write_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = open_office(write_office(tmp_path))
    yield made
    made.close()
