"""One home for each option; a mistake in the file is named, not passed over."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.settings import (
    Option,
    Settings,
    fingerprint,
    load_settings,
    make_settings,
    options,
    to_toml,
)

ROOT = Path(__file__).parents[1]


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "my.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_option_says_what_it_is() -> None:
    silent = [option.key for option in options() if len(option.help) < 10]
    assert not silent


def test_all_settings_survive_the_way_through_a_file(tmp_path: Path) -> None:
    path = written(tmp_path, to_toml(Settings()))
    assert load_settings(path) == Settings()


def test_the_example_file_holds_options_that_exist(tmp_path: Path) -> None:
    example = (ROOT / "pipeline.toml").read_text(encoding="utf-8")
    assert load_settings(ROOT / "pipeline.toml") == Settings()
    uncommented = re.sub(r"^# (?=\[|\w+ = )", "", example, flags=re.MULTILINE)
    assert tomllib.loads(uncommented), "the example shows nothing"
    load_settings(written(tmp_path, uncommented))


def test_flags_come_before_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "[cleanup]\nmax_dpi = 250\ndewarp = false\n")
    settings = load_settings(path, {"cleanup.max_dpi": "200"})
    assert (settings.cleanup.max_dpi, settings.cleanup.dewarp) == (200, False)
    assert load_settings(path, {"cleanup.dewarp": "true"}).cleanup.dewarp is True


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[cleanup]\nmax_dpl = 250", ["max_dpl", "[cleanup]", "my.toml", "max_dpi"]),
        ("[clean]\nx = 1", ["[clean]", "my.toml", "cleanup"]),
        ("[cleanup]\nmax_dpi = '250'", ["cleanup.max_dpi", "my.toml", "whole number"]),
        ("[cleanup]\nmax_dpi = true", ["cleanup.max_dpi", "whole number"]),
        ("[cleanup]\ndewarp = 1", ["cleanup.dewarp", "true or false"]),
        ("[cleanup", ["my.toml", "not TOML"]),
        ("cleanup = 3", ["cleanup", "section"]),
        ("[batch]\nworkers = -1", ["[batch]", "workers"]),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, text: str, told: list[str]) -> None:
    with pytest.raises(UsageError) as error:
        load_settings(written(tmp_path, text))
    for word in told:
        assert word in str(error.value)


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no settings file"):
        load_settings(tmp_path / "none.toml")


@given(st.sampled_from(list(options())), st.text(max_size=8) | st.sampled_from(["1", "0.5", "-3"]))
def test_any_words_of_a_flag_are_a_value_or_a_usage_error(option: Option, words: str) -> None:
    try:
        settings = load_settings(Path(os.devnull), {option.key: words})
    except UsageError:
        return
    value = getattr(getattr(settings, option.section), option.name)
    assert type(value) is type(option.default)


def test_the_fingerprint_names_what_decides_a_result() -> None:
    plain = Settings()
    same = fingerprint(Settings(), "tesseract 5")
    assert fingerprint(plain, "tesseract 5") == same
    assert fingerprint(make_settings({"batch": {"workers": 3}}), "tesseract 5") == same
    assert fingerprint(make_settings({"cleanup": {"max_dpi": 200}}), "tesseract 5") != same
    assert fingerprint(plain, "tesseract 6") != same
