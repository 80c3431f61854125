"""Trained weights: found by name in the registry, checked by SHA-256 before they are used."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

from pipeline.diacritics.confusions import ReaderErrors, errors_from_json
from pipeline.diacritics.lexicon import Lexicon, lexicon_from_bytes
from pipeline.diacritics.misread import Speller
from pipeline.diacritics.reading import Repairer
from pipeline.diacritics.seen import SeenLetters, seen_from_bytes
from pipeline.diacritics.text import TextRepairer
from pipeline.errors import MissingError
from pipeline.types.weights import Weights

FOLDER = Path(__file__).parents[2] / "models"
_MEND = "Get the file anew: git checkout -- models, or install the program again"


def load_weights(name: str, folder: Path = FOLDER) -> Weights:
    """Return the weights of one section of the registry. Raises MissingError."""
    try:
        registry = tomllib.loads((folder / "registry.toml").read_text(encoding="utf-8"))
        entry = registry[name]
        path = folder.parent / entry["file"]
        data = path.read_bytes()
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise MissingError(f"the model {name} is not in {folder}: {error}", _MEND) from error
    found = hashlib.sha256(data).hexdigest()
    if found != entry["sha256"]:
        raise MissingError(f"{path} is not the file that {folder / 'registry.toml'} names", _MEND)
    return Weights(name, found, data)


def load_lexicon(name: str = "language-3", folder: Path = FOLDER) -> Lexicon:
    """Return the language model of diacritic repair. Raises MissingError."""
    weights = load_weights(name, folder)
    try:
        return lexicon_from_bytes(weights.data)
    except (ValueError, KeyError, OSError) as error:
        raise MissingError(f"the model {name} cannot be unpacked: {error}", _MEND) from error


def load_reader_errors(name: str = "tesseract-errors-1", folder: Path = FOLDER) -> ReaderErrors:
    """Return the error model of a reader. Raises MissingError."""
    weights = load_weights(name, folder)
    try:
        return errors_from_json(weights.data.decode("utf-8"))
    except (ValueError, KeyError, TypeError) as error:
        raise MissingError(f"the model {name} cannot be unpacked: {error}", _MEND) from error


def load_seen_letters(name: str = "english-seen-2", folder: Path = FOLDER) -> SeenLetters:
    """Return what readers of the wrong language see in letters. Raises MissingError."""
    weights = load_weights(name, folder)
    try:
        return seen_from_bytes(weights.data)
    except (ValueError, AttributeError) as error:
        raise MissingError(f"the model {name} cannot be unpacked: {error}", _MEND) from error


def load_text_repair() -> TextRepairer:
    """Return what repairs text layers. Raises MissingError."""
    return TextRepairer(load_lexicon(), load_seen_letters())


def load_reader_repair() -> Repairer:
    """Return what repairs the words that Tesseract read, and text layers. Raises MissingError."""
    names = ("language-3", "tesseract-errors-1", "english-seen-2")
    lexicon = load_lexicon(names[0])
    speller = Speller(lexicon, load_reader_errors(names[1]))
    texts = TextRepairer(lexicon, load_seen_letters(names[2]))
    identity = ", ".join(f"{name} {load_weights(name).sha256[:8]}" for name in names)
    return Repairer(speller, texts, identity)


def load_recogniser(name: str, folder: Path = FOLDER) -> Weights:
    """Return our line recogniser: a section of the registry, or a file ``….onnx`` by its path.

    Raises MissingError.
    """
    if not name.endswith(".onnx"):
        return load_weights(name, folder)
    try:
        data = Path(name).read_bytes()
    except OSError as error:
        raise MissingError(
            f"no recogniser at {name}: {error.strerror}", "Train one: kehoach train recogniser"
        ) from error
    return Weights(Path(name).stem, hashlib.sha256(data).hexdigest(), data)
