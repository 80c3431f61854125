"""All options in one frozen value: one section per stage, read from pipeline.toml and flags.

An option has one home, the settings dataclass of its stage; the keys of the file, the flags of
the command line (``--section.some-name``) and their help are made from it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import tomllib
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pipeline import __version__
from pipeline.cleanup.settings import CleanupSettings
from pipeline.diacritics.settings import DiacriticsSettings
from pipeline.errors import UsageError
from pipeline.fields.settings import FieldSettings
from pipeline.load.settings import LoadSettings
from pipeline.ocr.settings import OcrSettings
from pipeline.records.settings import RecordSettings
from pipeline.tables.settings import TableSettings

FILE_NAME = "pipeline.toml"


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """How many documents are read side by side. Nothing here changes what is read.

    workers        documents read at once; 0 = one for each core this process may use.
    page_seconds   a document from which nothing was heard for so long is given up, seconds;
                   0 = wait for ever.
    memory_mb      private memory that one worker may use, MiB; 0 = no limit.
    recycle_after  documents after which a worker is replaced by a fresh one; 0 = never.
    settle_seconds   a watched file that did not change for so long is complete, seconds.
    """

    workers: int = 0
    page_seconds: float = 300.0
    memory_mb: int = 6144
    recycle_after: int = 50
    settle_seconds: float = 5.0

    def __post_init__(self) -> None:
        for option in dataclasses.fields(self):
            if getattr(self, option.name) < 0:
                raise ValueError(f"{option.name} must not be negative")

    def worker_count(self) -> int:
        """Return the number of worker processes on this machine."""
        return self.workers or len(os.sched_getaffinity(0))


@dataclass(frozen=True, slots=True)
class Settings:
    """Every option of the program, one section per stage."""

    load: LoadSettings = field(default_factory=LoadSettings)
    cleanup: CleanupSettings = field(default_factory=CleanupSettings)
    ocr: OcrSettings = field(default_factory=OcrSettings)
    diacritics: DiacriticsSettings = field(default_factory=DiacriticsSettings)
    tables: TableSettings = field(default_factory=TableSettings)
    fields: FieldSettings = field(default_factory=FieldSettings)
    records: RecordSettings = field(default_factory=RecordSettings)
    batch: BatchSettings = field(default_factory=BatchSettings)


@dataclass(frozen=True, slots=True)
class Option:
    """One option: where it lives, its type, its default and what its docstring says of it."""

    section: str
    name: str
    type: Any
    default: Any
    help: str

    @property
    def key(self) -> str:
        return f"{self.section}.{self.name}"

    @property
    def flag(self) -> str:
        return f"--{self.section}.{self.name.replace('_', '-')}"


Overrides = Mapping[str, Mapping[str, Any]]


def options() -> Iterator[Option]:
    """Yield every option of every section, in the order they were written down."""
    for section, cls in _sections().items():
        hints, words = typing.get_type_hints(cls), _field_help(cls)
        for item in dataclasses.fields(cls):
            default = (
                item.default_factory()
                if item.default_factory is not dataclasses.MISSING
                else item.default
            )
            yield Option(section, item.name, hints[item.name], default, words.get(item.name, ""))


def load_settings(path: Path | None = None, flags: Mapping[str, str] | None = None) -> Settings:
    """Read the settings file and lay the flags over it.

    path    the file; None: ``pipeline.toml`` in the current folder, where there is one.
    flags   "section.name" → the words of the flag.

    Raises UsageError: no such file, not TOML, an unknown key, a value of the wrong type or out
    of range. The message names the key, the file and the known keys.
    """
    tables: dict[str, dict[str, Any]] = {}
    if path is not None or Path(FILE_NAME).is_file():
        path = path or Path(FILE_NAME)
        tables = _checked_tables(_parsed(path), str(path))
    for option in options():
        words = (flags or {}).get(option.key)
        if words is not None:
            value = _value_of_words(option, words)
            tables.setdefault(option.section, {})[option.name] = value
    return make_settings(tables)


def make_settings(tables: Overrides) -> Settings:
    """Build settings from values of the right types. Raises UsageError: a value out of range."""
    made = {}
    for section, cls in _sections().items():
        try:
            made[section] = cls(**tables.get(section, {}))
        except ValueError as error:
            raise UsageError(f"settings of [{section}]: {error}") from error
    return Settings(**made)


def fingerprint(settings: Settings, models: str) -> str:
    """Name everything but the input that decides a result: settings, models, program version.

    Returns 32 hexadecimal digits. ``batch`` is left out: it changes speed, not results.
    """
    deciding = {k: v for k, v in dataclasses.asdict(settings).items() if k != "batch"}
    said = json.dumps([__version__, models, deciding], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def to_toml(settings: Settings) -> str:
    """Write settings as a pipeline.toml with every key and what it means."""
    lines: list[str] = []
    section = ""
    for option in options():
        if option.section != section:
            section = option.section
            lines += ["", f"[{section}]"] if lines else [f"[{section}]"]
        lines += [f"# {option.help}"] if option.help else []
        value = getattr(getattr(settings, section), option.name)
        lines.append(f"{option.name} = {_toml_value(value)}")
    return "\n".join(lines) + "\n"


def type_words(kind: Any) -> str:
    """Say a type as a person would ("whole number", "text")."""
    if typing.get_origin(kind) is Literal:
        return "one of " + ", ".join(str(v) for v in typing.get_args(kind))
    if typing.get_origin(kind) is tuple:
        return f"list of {type_words(typing.get_args(kind)[0])}"
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return " or ".join(type_words(a) for a in typing.get_args(kind) if a is not type(None))
    return {int: "whole number", float: "number", bool: "true or false", str: "text"}[kind]


def _sections() -> dict[str, type[Any]]:
    hints = typing.get_type_hints(Settings)
    return {item.name: hints[item.name] for item in dataclasses.fields(Settings)}


def _field_help(cls: type[Any]) -> dict[str, str]:
    """Read "name   what it means" and its continuation lines from the docstring of ``cls``."""
    names = [item.name for item in dataclasses.fields(cls)]
    found: dict[str, str] = {}
    current = ""
    for line in (cls.__doc__ or "").expandtabs().splitlines():
        start = re.match(rf"\s*({'|'.join(names)})(?:\s{{2,}}|:\s)(\S.*)", line)
        if start:
            current = start[1]
            found[current] = start[2].strip()
        elif not line.strip():
            current = ""
        elif current:
            found[current] += " " + line.strip()
    return found


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError(f"no settings file {path}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the settings file {path}: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not TOML: {error}") from error


def _checked_tables(tables: dict[str, Any], source: str) -> dict[str, dict[str, Any]]:
    known = {option.key: option for option in options()}
    sections = list(_sections())
    checked: dict[str, dict[str, Any]] = {}
    for section, table in tables.items():
        if section not in sections:
            raise UsageError(
                f"unknown section [{section}] in {source}", f"Known: {', '.join(sections)}."
            )
        if not isinstance(table, dict):
            raise UsageError(f"{section} in {source} must be a section: write [{section}]")
        for name, value in table.items():
            option = known.get(f"{section}.{name}")
            if option is None:
                names = [o.name for o in known.values() if o.section == section]
                raise UsageError(
                    f"unknown key {name} in [{section}] of {source}", f"Known: {', '.join(names)}."
                )
            checked.setdefault(section, {})[name] = _typed(option, value, source)
    return checked


def _typed(option: Option, value: Any, source: str) -> Any:
    try:
        return _as(option.type, value)
    except TypeError:
        raise UsageError(
            f"{option.key} in {source} is {value!r}", f"It must be a {type_words(option.type)}."
        ) from None


def _as(kind: Any, value: Any) -> Any:
    """Return ``value`` as ``kind``. Raises TypeError where it is of another type."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is Literal and value in arguments:
        return value
    if origin is tuple and isinstance(value, list | tuple):
        of = arguments[0] if arguments[-1] is ... else None
        if of is None and len(value) != len(arguments):
            raise TypeError
        return tuple(_as(of or a, v) for v, a in zip(value, _each(arguments, value), strict=True))
    if origin in (types.UnionType, typing.Union):
        return _as(next(a for a in arguments if a is not type(None)), value)
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if kind in (int, str, bool) and type(value) is kind:
        return value
    raise TypeError


def _each(arguments: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    return (arguments[0],) * len(value) if arguments[-1] is ... else arguments


def _value_of_words(option: Option, words: str) -> Any:
    """Turn the words of a flag into the option's type. Raises UsageError."""
    kind = option.type
    if typing.get_origin(kind) is tuple:
        part = typing.get_args(kind)[0]
        parsed: Any = [_plain(part, w.strip()) for w in words.split(",") if w.strip()]
    else:
        parsed = _plain(kind, words)
    try:
        return _as(kind, parsed)
    except TypeError:
        raise UsageError(
            f"{option.flag} got {words!r}", f"It must be a {type_words(kind)}."
        ) from None


def _plain(kind: Any, words: str) -> Any:
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        kind = next(a for a in typing.get_args(kind) if a is not type(None))
    if typing.get_origin(kind) is Literal:
        kind = type(typing.get_args(kind)[0])
    if kind is bool:
        return {"true": True, "false": False}.get(words.lower(), words)
    try:
        return kind(words)
    except ValueError:
        return words


def _toml_value(value: Any) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml_value(v) for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)
