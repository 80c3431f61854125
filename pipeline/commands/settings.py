"""``kehoach settings``: every option with its value, as a pipeline.toml."""

from __future__ import annotations

import argparse
import sys

from pipeline.commands.options import add_settings_arguments, settings_of
from pipeline.errors import ExitCode
from pipeline.settings import to_toml


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_settings_arguments(parser)


def run(arguments: argparse.Namespace) -> ExitCode:
    """Print the settings that file and flags say together."""
    sys.stdout.write(to_toml(settings_of(arguments)))
    return ExitCode.OK
