"""Weights are used only where they are the very file that the registry names."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.errors import MissingError
from pipeline.store.weights import FOLDER, load_lexicon, load_weights

MOST_BYTES = 30 << 20


def registry(folder: Path, sha256: str) -> Path:
    models = folder / "models"
    models.mkdir()
    (models / "made-1.npz").write_bytes(b"weights")
    (models / "registry.toml").write_text(
        f'[made-1]\nfile = "models/made-1.npz"\nsha256 = "{sha256}"\ncard = "models/made.md"\n'
    )
    return models


def test_the_very_file_is_loaded(tmp_path: Path) -> None:
    sha256 = hashlib.sha256(b"weights").hexdigest()
    assert load_weights("made-1", registry(tmp_path, sha256)).data == b"weights"


def test_another_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="is not the file"):
        load_weights("made-1", registry(tmp_path, "0" * 64))


def test_a_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="made-2"):
        load_weights("made-2", registry(tmp_path, "0" * 64))


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    sha256 = hashlib.sha256(b"weights").hexdigest()
    with pytest.raises(MissingError, match="cannot be unpacked"):
        load_lexicon("made-1", registry(tmp_path, sha256))


def test_the_shipped_model_is_small() -> None:
    assert len(load_weights("language-3").data) < MOST_BYTES
    assert (FOLDER / "language-3.md").is_file()
