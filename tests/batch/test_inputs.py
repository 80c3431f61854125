"""Which files are read, and which are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.batch.inputs import find, jobs_of, read_bytes
from pipeline.errors import InputNotFoundError, LimitError, UnreadableError


def made(path: Path, data: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_folders_are_looked_through_in_order_and_the_output_is_not(tmp_path: Path) -> None:
    root = tmp_path / "in"
    wanted = [made(root / name) for name in ("B.PDF", "a.tif", "deep/er/c.jpeg", "d.txt")]
    made(root / ".hidden" / "x.pdf")
    made(root / ".x.pdf")
    made(root / "out" / "y.pdf")
    made(root / "table.xlsx")
    found = find([str(root)], leave_out=[root / "out"])
    assert sorted(found.files) == sorted(map(str, wanted))
    assert find([str(root)], leave_out=[root / "out"]).files == found.files
    assert [note.split(" passed over")[0] for note in found.notes] == [str(root / "table.xlsx")]


def test_files_without_a_known_name_are_told_by_their_first_bytes(tmp_path: Path) -> None:
    scan = made(tmp_path / "quét 12", b"%PDF-1.7 and so on")
    picture = made(tmp_path / "page.bak", b"\xff\xd8\xff\xe0")
    made(tmp_path / "notes", b"words")
    made(tmp_path / "letter.docx", b"PK\x03\x04")
    found = find([str(tmp_path)])
    assert sorted(found.files) == sorted([str(picture), str(scan)])
    assert len(found.notes) == 2


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    root = tmp_path / "in"
    inside = made(root / "a.pdf")
    outside = made(tmp_path / "secret" / "b.pdf")
    (root / "out of here.pdf").symlink_to(outside)
    (root / "also out").symlink_to(outside.parent)
    (root / "round").symlink_to(root)
    (root / "gone.pdf").symlink_to(tmp_path / "nothing")
    found = find([str(root)])
    assert found.files == (str(inside),)
    assert len(found.notes) == 2
    assert find([str(root / "out of here.pdf")]).files, "a link that is named is meant"


def test_a_file_given_twice_is_one_file(tmp_path: Path) -> None:
    a = made(tmp_path / "a.pdf")
    assert find([str(tmp_path), str(a)]).files == (str(a),)


def test_a_named_file_is_tried_whatever_it_is_called(tmp_path: Path) -> None:
    assert find([str(made(tmp_path / "scan.bin"))]).files


def test_nothing_is_read_when_one_path_is_missing(tmp_path: Path) -> None:
    made(tmp_path / "a.pdf")
    with pytest.raises(InputNotFoundError, match=r"none\.pdf"):
        find([str(tmp_path / "a.pdf"), str(tmp_path / "none.pdf")])


def test_a_file_that_changes_under_the_reader_is_not_taken_for_another(tmp_path: Path) -> None:
    path = made(tmp_path / "a.pdf", b"first")
    (job,), broken = jobs_of([str(path), str(tmp_path)])
    assert list(broken) == [str(tmp_path)], "a folder is no file"
    assert read_bytes(job, 5) == b"first"
    with pytest.raises(LimitError, match="max_file_bytes"):
        read_bytes(job, 4)
    path.write_bytes(b"other")
    with pytest.raises(UnreadableError, match="changed"):
        read_bytes(job, 5)
    path.unlink()
    with pytest.raises(UnreadableError, match="No such file"):
        read_bytes(job, 5)


def test_empty_files_are_no_copies_of_one_another(tmp_path: Path) -> None:
    empty = [str(made(tmp_path / name, b"")) for name in ("a.txt", "b.pdf", "c.txt")]
    same = [str(made(tmp_path / name, b"same")) for name in ("d.txt", "e.txt")]
    jobs, broken = jobs_of([*empty, *same])
    assert [(job.path, job.aliases) for job in jobs] == [(empty[0], ()), (same[0], (same[1],))]
    assert list(broken) == empty[1:]
    assert all("is empty" in str(why) and "again" in str(why) for why in broken.values())
