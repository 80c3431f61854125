"""In which language the program speaks on a terminal: Vietnamese where the locale is, else English.

Answers of commands are in both languages; help and progress would be twice as long, so they are in
the one that the person's system speaks. Help is written in English where it belongs; its Vietnamese
is looked up by the English words in one catalogue (``vietnamese.HELP``).
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable

from pipeline.commands.vietnamese import HELP, WRONG

_ASKED = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts, as for other programs


def is_vietnamese() -> bool:
    """Whether the person's locale is Vietnamese, such as LANG=vi_VN.UTF-8."""
    locale = next((os.environ[name] for name in _ASKED if os.environ.get(name)), "")
    return locale.lower().startswith("vi")


def said(ours: str, english: str) -> str:
    """Return the one of the two that the person's locale speaks."""
    return ours if is_vietnamese() else english


def wrong(message: str) -> str:
    """Return what a message on wrong usage says, in Vietnamese; "" where it is not foreseen."""
    return next((ours for part, ours in WRONG if part in message), "")


def speaking(formatter: type[argparse.HelpFormatter]) -> type[argparse.HelpFormatter]:
    """Return a formatter of help that says in Vietnamese what the catalogue has."""
    return type("Vietnamese", (_Vietnamese, formatter), {}) if is_vietnamese() else formatter


class _Vietnamese(argparse.HelpFormatter):
    """Says help in Vietnamese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, HELP["usage: "] if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(_ours(heading))

    def add_text(self, text: str | None) -> None:
        super().add_text(_ours(text))

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return _ours(action.help)


def _ours(english: str | None) -> str | None:
    return None if english is None else HELP.get(english, english)
