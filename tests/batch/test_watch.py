"""New uploads are read when they are complete, each once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.batch.inputs import Found
from pipeline.batch.watch import _Arrivals, arrivals
from pipeline.errors import InputNotFoundError


def look(seen: _Arrivals, now: float, *files: Path) -> list[str]:
    taken = seen.take(Found(tuple(map(str, files))), now, settle_seconds=5.0)
    return [Path(path).name for path in taken.files]


def test_a_file_that_still_grows_is_left_alone(tmp_path: Path) -> None:
    seen, file = _Arrivals(), tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")
    assert look(seen, 0.0, file) == []
    file.write_bytes(b"%PDF and more")
    assert look(seen, 4.0, file) == []
    assert look(seen, 8.9, file) == [], "changed at 4, so at rest from 9 on"
    assert look(seen, 9.0, file) == ["a.pdf"]
    assert look(seen, 99.0, file) == [], "given once"


def test_a_file_written_over_is_given_again(tmp_path: Path) -> None:
    seen, file = _Arrivals(), tmp_path / "a.pdf"
    file.write_bytes(b"1")
    look(seen, 0.0, file)
    assert look(seen, 5.0, file) == ["a.pdf"]
    file.write_bytes(b"2")
    os.utime(file, ns=(1, 1))
    assert look(seen, 6.0, file) == []
    assert look(seen, 11.0, file) == ["a.pdf"]
    file.unlink()
    assert look(seen, 12.0, file) == []


def test_arrivals_end_when_asked_and_say_each_note_once(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"1")
    (folder / "b.docx").write_bytes(b"1")
    answers = iter([False] * 40 + [True] * 100)
    rounds: Iterator[Found] = arrivals([str(folder)], [], 0.0, lambda: next(answers))
    found = list(rounds)
    assert [Path(path).name for each in found for path in each.files] == ["a.pdf"]
    assert sum(len(each.notes) for each in found) == 1


def test_a_folder_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputNotFoundError, match="not found"):
        next(arrivals([str(tmp_path / "no")], [], 1.0, lambda: False))
