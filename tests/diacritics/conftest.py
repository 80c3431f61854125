from __future__ import annotations

import pytest

from pipeline.diacritics.lexicon import Lexicon
from pipeline.diacritics.text import TextRepairer
from pipeline.store.weights import load_lexicon, load_seen_letters


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The model that is shipped."""
    return load_lexicon()


@pytest.fixture(scope="session")
def repairer(lexicon: Lexicon) -> TextRepairer:
    return TextRepairer(lexicon, load_seen_letters())
