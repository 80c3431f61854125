"""Help, progress and errors in the language of the person's locale."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS, build_parser, main
from pipeline.commands.language import is_vietnamese
from pipeline.commands.vietnamese import HELP
from pipeline.errors import UnsupportedInputError

_OF_DEVELOPERS = "train"  # its parts are told in English only
_SIGNS = frozenset("ăâđêôơưàáảãạấầậắặếềệốộồờớợứừựíìịọọụ")


@pytest.fixture
def vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")


def help_texts(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Give all that a parser's help says, that of its parts too."""
    yield from filter(None, (parser.description, parser.epilog))
    for group in parser._action_groups:
        yield from filter(None, (group.title, group.description))
    for action in parser._actions:
        if action.help and action.help != argparse.SUPPRESS:
            yield action.help
        if isinstance(action, argparse._SubParsersAction):
            yield from (part.help for part in action._choices_actions if part.help)
            for part in action.choices.values():
                yield from help_texts(part)


def test_every_help_text_has_its_vietnamese(vietnamese: None) -> None:
    parsers = [build_parser(name) for name in COMMANDS if name != _OF_DEVELOPERS]
    said = {text for parser in parsers for text in help_texts(parser)}
    missing = {text for text in said - set(HELP) if not _SIGNS & set(text.lower())}
    assert not missing
    assert not set(HELP) - said - {"usage: "}, "of help that is no more"


def test_a_translation_keeps_what_is_typed() -> None:
    for english, ours in HELP.items():
        for word in ("--searchable", "--cleanup.max-dpi 300", "`kehoach users`", "RAY_ADDRESS"):
            assert (word in english) == (word in ours), (english, word)
        assert english.count("%%") == ours.count("%%")


@pytest.mark.parametrize(
    ("locale", "ours"),
    [("vi_VN.UTF-8", True), ("vi", True), ("en_US.UTF-8", False), ("C", False), ("", False)],
)
def test_the_locale_decides(locale: str, ours: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LC_ALL")
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", locale)
    assert is_vietnamese() == ours


def test_the_first_that_is_set_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    assert not is_vietnamese()


@pytest.mark.parametrize("command", ["extract", "sql"])
def test_help_in_vietnamese(
    command: str, vietnamese: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith(f"cách dùng: kehoach {command}")
    assert "in phần trợ giúp này rồi kết thúc" in said
    assert "options" not in said
    assert "tùy chọn:" in said


def test_what_went_wrong_in_vietnamese(
    vietnamese: None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "pipeline.commands.repair.decode",
        lambda *_: (_ for _ in ()).throw(
            UnsupportedInputError("x.txt: neither a PDF or image nor readable text")
        ),
    )
    (tmp_path / "x.txt").write_text("x")
    assert main(["repair", str(tmp_path / "x.txt")]) == 3
    said = capsys.readouterr().err
    assert said.startswith("kehoach: Không phải PDF, ảnh hay văn bản đọc được.")
    assert "neither a PDF" in said, "and in the words that one may search for"
    assert main(["repair", str(tmp_path / "none.txt")]) == 3
    assert capsys.readouterr().err.startswith("kehoach: Không tìm thấy")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["extract"], "Còn thiếu đối số."),
        (["search", "--frobnicate"], "Không có tùy chọn này."),
        (["search", "x", "--out", "none"], "Chưa có bảng nào ở thư mục này"),
        (["search", "--sort", "x", "y"], "Giá trị này không có trong các lựa chọn."),
    ],
)
def test_wrong_usage_in_vietnamese(
    words: list[str], told: str, vietnamese: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) in (2, 3)
    assert capsys.readouterr().err.startswith(f"kehoach: {told}")
