"""A PostgreSQL server of the tests' own, where Debian's package is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: p.parent.name)
INSTALLED = bool(_BINARIES)


def _as_postgres(*command: str) -> None:
    """Run a program of PostgreSQL, which refuses to run as root."""
    other = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    subprocess.run([*other, *command], check=True, capture_output=True, timeout=60)


@contextmanager
def server() -> Iterator[Path]:
    """Start a server that is reached through a socket only; gives the socket's folder."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data, control = str(folder / "data"), str(_BINARIES[-1] / "pg_ctl")
    initdb = str(_BINARIES[-1] / "initdb")
    _as_postgres(initdb, "-D", data, "-A", "trust", "-U", "kehoach", "-E", "UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses=''"
    log = str(folder / "log")
    _as_postgres(control, "-D", data, "-l", log, "-o", options, "-w", "start")
    try:
        yield folder
    finally:
        _as_postgres(control, "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def fresh_database(socket: Path) -> str:
    """Make an empty database and return its URL."""
    name = f"t{uuid4().hex}"
    login = f"host={socket} user=kehoach dbname=postgres"
    with psycopg.connect(login, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql+psycopg://kehoach@/{name}?host={socket}"
