"""How the program was called, so that a command it proposes runs as it is pasted."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

NAME = "kehoach"


def program() -> str:
    """Return the word by which this program is called again in this folder."""
    called = Path(sys.argv[0])
    if called.name == "cli.py":  # python -m pipeline.cli
        return f"{shlex.quote(sys.executable)} -m pipeline.cli"
    if called.name != NAME:
        return NAME
    found = shutil.which(NAME)
    if found and Path(found).resolve() == called.resolve():
        return NAME
    return shlex.quote(str(called))


def command(*words: object) -> str:
    """Return a command of this program, ready to be pasted."""
    return f"{program()} {shlex.join(map(str, words))}"


def pasteable(said: str) -> str:
    """Return what an error says with the commands it quotes made ready to be pasted."""
    return said.replace(f"`{NAME} ", f"`{program()} ")
