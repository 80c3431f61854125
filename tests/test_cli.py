"""What a person at the terminal and a script around the program can rely on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline import __version__
from pipeline.batch.reader import Reader
from pipeline.cli import COMMANDS, main
from pipeline.settings import Settings
from pipeline.store.read import read_documents
from tests.faults.fake_reader import fake_reader, lacking_reader, write_wish

ROOT = Path(__file__).parents[1]
# Runs the program with documents that say themselves what is to happen to them.
LAUNCH = """
import sys
from types import SimpleNamespace
from tests.faults.fake_reader import fake_reader
sys.modules["pipeline.batch.flow_reader"] = SimpleNamespace(flow_reader=fake_reader)
from pipeline.cli import main
sys.exit(main())
"""


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[object], None]:
    """Put a reader in the place of the real one, in a folder without settings."""
    monkeypatch.chdir(tmp_path)

    def put(reader: object) -> None:
        module = SimpleNamespace(flow_reader=reader)
        monkeypatch.setitem(sys.modules, "pipeline.batch.flow_reader", module)

    put(fake_reader)
    return put


def broken_reader(settings: Settings, **_: object) -> Reader:
    raise ZeroDivisionError("a wrong sum")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "COMMAND"),
        (["frobnicate"], "frobnicate"),
        (["extract"], "PATH"),
        (["extract", "in", "--frobnicate"], "--frobnicate"),
        (["extract", "in", "--cleanup.max-dpi", "many"], "whole number"),
        (["extract", "in", "--executor", "moon"], "moon"),
        (["extract", "in", "--settings", "none.toml"], "none.toml"),
    ],
)
@pytest.mark.usefixtures("use")
def test_wrong_usage_is_2_and_one_sentence(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert told in said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.usefixtures("use")
def test_settings_of_the_folder_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pipeline.toml").write_text("[cleanup]\nmax_dpl = 1\n")
    (tmp_path / "in.txt").write_text("{}")
    assert main(["extract", "in.txt"]) == 2
    assert "max_dpl" in capsys.readouterr().err


@pytest.mark.usefixtures("use")
def test_input_that_is_not_there_is_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.docx").write_text("x")
    assert main(["extract", "none.pdf"]) == 3
    assert "none.pdf" in capsys.readouterr().err
    assert main(["extract", "folder"]) == 3
    assert "no document" in capsys.readouterr().err
    assert not (tmp_path / "data").exists(), "nothing is made for nothing"


@pytest.mark.usefixtures("use")
def test_statuses_of_what_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_wish(tmp_path / "bad" / "a.txt", do="encrypted")
    assert main(["extract", "bad/a.txt", "--out", "o1", "--workers", "1"]) == 3
    assert "password" in capsys.readouterr().err
    write_wish(tmp_path / "bad" / "b.txt", do="defect")
    assert main(["extract", "bad", "--out", "o2", "--workers", "1"]) == 6
    write_wish(tmp_path / "bad" / "c.txt")
    assert main(["extract", "bad", "--out", "o3", "--workers", "1"]) == 5
    assert sorted(read_documents(Path("o3"))["status"]) == ["done", "failed", "failed"]


def test_what_the_machine_lacks_is_4(
    use: Callable[[object], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_wish(tmp_path / "a.txt")
    (tmp_path / "file").write_text("x")
    assert main(["extract", "a.txt", "--out", "file/below"]) == 4
    assert "cannot write to file/below" in capsys.readouterr().err
    use(lacking_reader)
    assert main(["extract", "a.txt", "--out", "out"]) == 4
    assert "not on this machine" in capsys.readouterr().err


def test_a_defect_is_1_with_its_traceback_kept(
    use: Callable[[object], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    use(broken_reader)
    write_wish(tmp_path / "a.txt")
    assert main(["extract", "a.txt", "--out", "out"]) == 1
    said = capsys.readouterr().err
    kept = Path(next(word for word in said.split() if "kehoach-defect-" in word).rstrip("."))
    assert "Traceback" not in said
    assert "ZeroDivisionError: a wrong sum" in kept.read_text(encoding="utf-8")
    kept.unlink()
    assert main(["extract", "a.txt", "--out", "out", "--verbose"]) == 1
    said = capsys.readouterr().err
    assert "Traceback" in said
    Path(next(word for word in said.split() if "kehoach-defect-" in word).rstrip(".")).unlink()


@pytest.mark.usefixtures("use")
def test_the_account_says_how_to_read_the_tasks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_wish(tmp_path / "in" / "a.txt", tasks=3, pages=2)
    (tmp_path / "in" / "notes.docx").write_text("x")
    assert main(["extract", "in", "--out", "out", "--workers", "1"]) == 0
    said = capsys.readouterr()
    line = next(line for line in said.out.splitlines() if "read them: " in line)
    names: dict[str, pd.DataFrame] = {}
    exec(line.partition("read them: ")[2], names)  # noqa: S102  the line must work as it stands
    assert len(names["tasks"]) == 3
    assert "notes.docx passed over" in said.err
    assert "[1/1] in/a.txt: 3 tasks on 2 pages" in said.err
    assert main(["extract", "in", "--out", "out"]) == 0
    assert "1 document is done already" in capsys.readouterr().err


def test_ctrl_c_keeps_what_is_finished_and_the_same_command_goes_on(tmp_path: Path) -> None:
    write_wish(tmp_path / "in" / "a.txt", padding="x" * 100)
    write_wish(tmp_path / "in" / "b.txt", seconds=60)
    with launched(tmp_path) as program:
        wait_for_line(program, "a.txt: 2 tasks")
        program.send_signal(signal.SIGINT)
        _, said = program.communicate(timeout=20)
    assert program.returncode == 130
    assert "to go on: kehoach extract" in said
    assert list(read_documents(tmp_path / "out")["status"]) == ["done"]
    write_wish(tmp_path / "in" / "b.txt")
    with launched(tmp_path) as again:
        _, said = again.communicate(timeout=20)
    assert again.returncode == 0, said
    assert "1 document is done already" in said
    assert len(read_documents(tmp_path / "out")) == 2


def test_a_program_that_is_killed_leaves_no_process_and_whole_documents(tmp_path: Path) -> None:
    write_wish(tmp_path / "in" / "a.txt", padding="x" * 100)
    write_wish(tmp_path / "in" / "b.txt", seconds=0.2, pages=500)
    with launched(tmp_path) as program:
        wait_for_line(program, "a.txt: 2 tasks")
        program.kill()
        program.communicate(timeout=20)
    assert list(read_documents(tmp_path / "out")["status"]) == ["done"]
    for _ in range(100):
        try:
            os.killpg(program.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("a worker outlived the program")


def test_watching_reads_what_arrives_until_ctrl_c(tmp_path: Path) -> None:
    write_wish(tmp_path / "in" / "a.txt")
    with launched(tmp_path, "--watch", "--batch.settle-seconds", "0.2") as program:
        wait_for_line(program, "a.txt: 2 tasks")
        write_wish(tmp_path / "in" / "later" / "b.txt", tasks=3)
        wait_for_line(program, "b.txt: 3 tasks")
        program.send_signal(signal.SIGINT)
        _, said = program.communicate(timeout=20)
    assert program.returncode in {0, 130}, said  # 130 where the account was still being written
    assert list(read_documents(tmp_path / "out")["status"]) == ["done", "done"]
    account = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert account["done"] == 2


def launched(folder: Path, *more: str) -> subprocess.Popen[str]:
    """Start the program on folder/in, in a process group of its own."""
    paths = [str(folder / "in"), "--out", str(folder / "out"), *more]
    return subprocess.Popen(
        [sys.executable, "-c", LAUNCH, "extract", *paths, "--workers", "1"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def wait_for_line(program: subprocess.Popen[str], part: str) -> None:
    assert program.stderr is not None
    said = []
    for line in program.stderr:
        said.append(line)
        if part in line:
            return
    pytest.fail(f"never said {part!r}: {said}")


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "settings"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert program.stdout is not None
    program.stdout.close()
    _, said = program.communicate(timeout=30)
    assert (program.returncode, said) == (0, b"")


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--version"], ["--help"], *([name, "--help"] for name in COMMANDS)):
        with pytest.raises(SystemExit) as end:
            main(words)
        assert end.value.code == 0
    said = capsys.readouterr().out
    assert f"kehoach {__version__}" in said
    assert all(summary.split()[0] in said for summary in COMMANDS.values())
