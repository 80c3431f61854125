from __future__ import annotations

import pytest

from pipeline.diacritics.lexicon import Lexicon
from pipeline.store.weights import load_lexicon


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The model that is shipped."""
    return load_lexicon()
