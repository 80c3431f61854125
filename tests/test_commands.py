"""What commands say to a person who gets something wrong, and that nothing is left behind."""

from __future__ import annotations

import io
import socket
import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.commands.called import command, pasteable
from tests.diacritics.test_repair import GARBLED
from tests.review.office import record, write_office

PASSWORD = "muoi hai con giap"  # noqa: S105  of nobody


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write_office(tmp_path)


def test_accounts_need_tables_and_make_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSWORD + "\n"))
    nowhere = tmp_path / "nowhere"
    for words in (["add", "An", "--password-stdin"], ["list"], ["close", "An"]):
        assert main(["users", *words, "--out", str(nowhere)]) == 3
        assert "kehoach extract" in capsys.readouterr().err
    assert not nowhere.exists()


def test_an_account_is_told_of_and_asked_for_on_a_terminal_only(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    add = ["users", "add", "An", "--out", str(out)]
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert main(add) == 2
    assert "--password-stdin" in capsys.readouterr().err
    for done in ("account made for An in ", "new password for An in "):
        monkeypatch.setattr(sys, "stdin", io.StringIO(PASSWORD + "\n"))
        assert main([*add, "--password-stdin"]) == 0
        said = capsys.readouterr().out
        assert said.startswith(done)
        assert str(out) in said
    assert main(["users", "close", "An", "--out", str(out)]) == 0
    assert "closed" in capsys.readouterr().out
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSWORD + "\n"))
    assert main(["users", "add", "Chi", "--role", "analyst", "--password-stdin", *add[3:]]) == 0
    assert main(["users", "list", "--out", str(out)]) == 0
    assert "Chi (analyst)\n" in capsys.readouterr().out
    secret = "sqlite:///" + str(out / "corrections" / "corrections.sqlite")
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSWORD + "\n"))
    assert main([*add, "--password-stdin", "--database", secret]) == 0
    assert "sqlite" not in capsys.readouterr().out, "a URL may hold a password"


def test_the_password_rule_is_said_before_typing(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return PASSWORD

    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    monkeypatch.setattr("getpass.getpass", answer)
    assert main(["users", "add", "An", "--out", str(out)]) == 0
    assert "8 characters" in asked[0]


def test_a_busy_port_is_told_before_any_address(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["review", "--out", str(out), "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert f"port {port} is in use" in said
    assert "--port " in said
    assert "http://" not in said
    assert len(said.splitlines()) == 1


def test_an_export_into_no_folder_is_wrong_usage(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "not there"
    assert main(["export", str(missing / "t.xlsx"), "--out", str(out)]) == 2
    assert f"no folder {missing}" in capsys.readouterr().err
    assert not missing.exists()


def test_commands_that_are_proposed_run_as_pasted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", [".venv/bin/kehoach", "extract"])
    assert command("review", "--out", "kết quả") == ".venv/bin/kehoach review --out 'kết quả'"
    assert pasteable("Run `kehoach extract PATH`") == "Run `.venv/bin/kehoach extract PATH`"
    program = tmp_path / "kehoach"
    program.touch(mode=0o755)
    monkeypatch.setattr(sys, "argv", [str(program)])
    assert command("doctor") == "kehoach doctor", "where PATH leads to it, its name will do"
    monkeypatch.setattr(sys, "argv", ["pipeline/cli.py"])
    assert command("doctor") == f"{sys.executable} -m pipeline.cli doctor"


@pytest.mark.parametrize("start", [b"%PDF-1.7 ", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"])
def test_repair_of_a_document_names_the_command_that_reads_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], start: bytes
) -> None:
    scan = tmp_path / "plan"
    scan.write_bytes(start + bytes(200))
    assert main(["repair", str(scan)]) == 3
    said = capsys.readouterr()
    assert "kehoach extract" in said.err
    assert not said.out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no text"),
        ("Thực hiện kế hoạch năm 2024 của Ủy ban nhân dân tỉnh\n", "none of 12 words changed"),
        ("thuc hien ke hoach cua uy ban nhan dan tinh\n", "9 of 10 words changed, on 1 lines"),
        ("bo tri ban be tin tuong\n", "name a file with --doubtful"),
    ],
)
def test_repair_tells_how_much_it_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    layer = tmp_path / "layer.txt"
    layer.write_text(text, encoding="utf-8")
    assert main(["repair", str(layer)]) == 0
    said = capsys.readouterr()
    assert told in said.err
    assert said.out.count("\n") == text.count("\n")


def test_repair_lists_the_words_that_are_doubtful(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layer, listed = tmp_path / "layer.txt", tmp_path / "doubtful.tsv"
    layer.write_text(f"{GARBLED}\nxin  ban het’nayn\n", encoding="utf-8")
    assert main(["repair", str(layer), "--doubtful", str(listed)]) == 0
    said = capsys.readouterr()
    rows = [line.split("\t") for line in listed.read_text("utf-8").splitlines()]
    assert rows[0] == ["line", "column", "received", "repaired", "second", "confidence"]
    assert f"{len(rows) - 1} are doubtful: they are in {listed}" in said.err
    line = len(GARBLED.split("\n")) + 1
    assert [str(line), "10", "het’nayn"] in [row[:3] for row in rows], "it is no word"
    assert all(0 < float(row[-1]) < 0.9 for row in rows[1:])
    before = layer.read_text("utf-8").split("\n")
    for number, column, received, *_ in rows[1:]:
        assert before[int(number) - 1][int(column) - 1 :].startswith(received)


def test_search_says_why_a_task_should_be_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    flags = ("lead_missing", "units_doubtful", "low_ocr_confidence")
    out = write_office(tmp_path, [record(0, flags=flags), record(1)])
    assert main(["search", "van ban", "--out", str(out)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said.count("Cần xem lại") == 1
    assert "Cần xem lại, độ tin cậy 50 %: Không thấy đơn vị chủ trì; Không chắc cách" in said
    assert "+1 lý do" in said
