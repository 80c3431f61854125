"""Flags of the stage options, made from their dataclasses, and the settings they lead to."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.settings import FILE_NAME, Option, Settings, load_settings, options

# Options with a short flag, and a place in the help.
_SHORT = {"batch.workers": "--workers"}


def add_settings_arguments(parser: argparse.ArgumentParser) -> None:
    """Add ``--settings FILE`` and one flag for each option of each stage."""
    parser.add_argument(
        "--settings",
        type=Path,
        metavar="FILE",
        help=f"settings file (default: {FILE_NAME} of the current folder, where there is one)",
    )
    for option in options():
        short = _SHORT.get(option.key)
        parser.add_argument(
            *([short] if short else []),
            option.flag,
            dest=_dest(option),
            metavar="N",
            help=option.help.replace("%", "%%") if short else argparse.SUPPRESS,
        )
    parser.epilog = (
        "Each option of each stage is a flag too, such as --cleanup.max-dpi 300: "
        "`kehoach settings` lists them with what they mean."
    )


def settings_of(arguments: argparse.Namespace) -> Settings:
    """Return the settings that file and flags say together. Raises UsageError."""
    flags = {
        option.key: words
        for option in options()
        if (words := getattr(arguments, _dest(option))) is not None
    }
    return load_settings(arguments.settings, flags)


def _dest(option: Option) -> str:
    return f"option:{option.key}"
