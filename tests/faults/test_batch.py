"""A document that goes wrong costs itself and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.batch.inputs import Job, find
from pipeline.batch.report import Report
from pipeline.batch.run import Batch
from pipeline.errors import MissingError
from pipeline.settings import BatchSettings, Settings
from pipeline.store.folder import open_store
from pipeline.store.read import read_documents, read_tasks
from pipeline.types.document import DocumentResult
from tests.faults.fake_reader import fake_reader, lacking_reader, write_wish


class Quiet:
    """A listener that counts what it is told."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.finished_jobs: list[str] = []
        self.pages = 0

    def planned(self, todo: Sequence[Job], skipped: int) -> None:
        self.order = [Path(job.path).name for job in todo]

    def opened(self, job: Job, pages: int) -> None: ...

    def page_done(self, job: Job, number: int) -> None:
        self.pages += 1

    def finished(self, job: Job, result: DocumentResult | None, error: str) -> None:
        self.finished_jobs.append(Path(job.path).name)

    def tick(self) -> None: ...


def run(
    folder: Path, out: Path, *, workers: int = 2, force: bool = False, **limits: float
) -> tuple[Report, Quiet]:
    settings = Settings(batch=BatchSettings(**{"page_seconds": 60.0, **limits}))  # type: ignore[arg-type]
    listener = Quiet()
    with open_store(out) as store:
        batch = Batch(settings, fake_reader, store, listener, workers=workers, force=force)
        return batch.run(find([str(folder)]).files), listener


def statuses(out: Path) -> dict[str, str]:
    documents = read_documents(out)
    names = [Path(path).name for path in documents["source_file"]]
    return dict(zip(names, documents["status"], strict=True))


def test_every_kind_of_trouble_stays_with_its_document(tmp_path: Path) -> None:
    write_wish(tmp_path / "in" / "good.txt", tasks=3)
    write_wish(tmp_path / "in" / "encrypted.txt", do="encrypted")
    write_wish(tmp_path / "in" / "defect.txt", do="defect")
    write_wish(tmp_path / "in" / "segfault.txt", do="segfault", pages=2, on_page=2)
    write_wish(tmp_path / "in" / "killed.txt", do="killed")
    write_wish(tmp_path / "in" / "once.txt", do="killed once", mark=str(tmp_path / "mark"))
    write_wish(tmp_path / "in" / "misfit.txt", frame="clean")
    write_wish(tmp_path / "in" / "memory.txt", do="memory")
    write_wish(tmp_path / "in" / "hang.txt", do="hang")
    write_wish(tmp_path / "in" / "good too.txt", tasks=1)
    report, listener = run(tmp_path / "in", tmp_path / "out", page_seconds=2.0, memory_mb=4096)
    kinds = {Path(f.path).name: f.kind for f in report.failed}
    assert kinds == {
        "encrypted.txt": "input",
        "defect.txt": "defect",
        "segfault.txt": "crash",
        "killed.txt": "crash",
        "memory.txt": "machine",
        "misfit.txt": "defect",
        "hang.txt": "silence",
    }
    assert report.done == 3
    assert report.tasks == 6
    assert sorted(listener.finished_jobs) == sorted(listener.order)
    written = statuses(tmp_path / "out")
    assert written == dict.fromkeys(kinds, "failed") | dict.fromkeys(
        ("good.txt", "good too.txt", "once.txt"), "done"
    )
    assert set(read_tasks(tmp_path / "out")["source_file"].map(lambda p: Path(p).name)) == {
        "good.txt",
        "good too.txt",
        "once.txt",
    }
    messages = {Path(f.path).name: f.message for f in report.failed}
    assert "signal 11 after page 1" in messages["segfault.txt"]
    assert "memory ran out" in messages["killed.txt"]
    logs = [p.read_text() for p in (tmp_path / "out" / ".kehoach" / "failures").iterdir()]
    assert any("ZeroDivisionError: a wrong sum" in log for log in logs)
    assert any("Segmentation fault" in log for log in logs)


def test_done_work_is_known_by_content_and_settings(tmp_path: Path) -> None:
    a = write_wish(tmp_path / "in" / "a.txt", tasks=2)
    write_wish(tmp_path / "in" / "bad.txt", do="encrypted")
    out = tmp_path / "out"
    assert run(tmp_path / "in", out)[0].done == 1
    again, listener = run(tmp_path / "in", out)
    assert (again.done, again.skipped) == (0, 1)
    assert (again.pages, again.tasks) == (0, 0), "this run read nothing"
    assert (again.pages_in_all, again.tasks_in_all) == (1, 2), "what was there is counted"
    assert listener.order == ["bad.txt"], "what failed is tried again"
    moved = a.rename(a.with_name("moved.txt"))
    assert run(tmp_path / "in", out)[0].skipped == 1, "a new name is no new content"
    documents = read_documents(out).set_index("status")
    assert documents["aliases"]["done"].tolist() == [str(moved)]
    write_wish(moved, tasks=5)
    assert run(tmp_path / "in", out)[0].done == 1, "new content under an old name is read"
    forced = run(tmp_path / "in", out, force=True)[0]
    assert (forced.done, forced.skipped) == (1, 0)


def test_other_settings_have_a_document_read_again_and_replaced(tmp_path: Path) -> None:
    write_wish(tmp_path / "in" / "a.txt", tasks=2)
    out = tmp_path / "out"
    run(tmp_path / "in", out)
    before = read_documents(out)["fingerprint"][0]
    settings = Settings(batch=BatchSettings(page_seconds=9.0))
    with open_store(out) as store:
        batch = Batch(settings, fake_reader, store, Quiet())
        assert batch.run([str(tmp_path / "in" / "a.txt")]).skipped == 1, "speed is no result"
    changed = Settings(ocr=type(settings.ocr)(language="Vietnamese"))
    with open_store(out) as store:
        batch = Batch(changed, fake_reader, store, Quiet())
        assert batch.run([str(tmp_path / "in" / "a.txt")]).done == 1
    assert read_documents(out)["fingerprint"][0] != before
    assert len(read_tasks(out)) == 2


def test_one_content_under_two_names_is_read_once(tmp_path: Path) -> None:
    a = write_wish(tmp_path / "in" / "a.txt", tasks=2)
    (tmp_path / "in" / "b.txt").write_bytes(a.read_bytes())
    report, _ = run(tmp_path / "in", tmp_path / "out")
    assert (report.documents, report.done) == (1, 1)
    documents = read_documents(tmp_path / "out")
    assert documents["source_file"][0] == str(a)
    assert list(documents["aliases"][0]) == [str(tmp_path / "in" / "b.txt")]


def test_the_longest_document_comes_first_and_workers_are_replaced(tmp_path: Path) -> None:
    for i, padding in enumerate((10, 3000, 200)):
        write_wish(tmp_path / "in" / f"{i}.txt", padding="x" * padding, tasks=1)
    report, listener = run(tmp_path / "in", tmp_path / "out", workers=1, recycle_after=1)
    assert listener.order == ["1.txt", "2.txt", "0.txt"]
    assert listener.finished_jobs == listener.order
    assert report.done == 3


def test_a_failure_does_not_destroy_an_earlier_reading(tmp_path: Path) -> None:
    mark, out = tmp_path / "mark", tmp_path / "out"
    write_wish(tmp_path / "in" / "a.txt", do="encrypted while", mark=str(mark), tasks=2)
    assert run(tmp_path / "in", out)[0].done == 1
    mark.touch()
    assert len(run(tmp_path / "in", out, force=True)[0].failed) == 1
    assert statuses(out) == {"a.txt": "done"}
    assert len(read_tasks(out)) == 2


def test_a_machine_without_the_model_is_told_before_anything_is_read(tmp_path: Path) -> None:
    write_wish(tmp_path / "in" / "a.txt")
    with open_store(tmp_path / "out") as store:
        batch = Batch(Settings(), lacking_reader, store, Quiet())
        with pytest.raises(MissingError, match="not on this machine"):
            batch.run([str(tmp_path / "in" / "a.txt")])
    assert read_documents(tmp_path / "out").empty
