"""``kehoach review``: the web page on which people correct what was read."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.commands.defaults import DEFAULT_OUT
from pipeline.errors import ExitCode, MissingError, UsageError

DEFAULT_PORT = 8765


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add = parser.add_argument
    add("--out", type=Path, default=DEFAULT_OUT, metavar="FOLDER", help="what was extracted")
    add("--port", type=int, default=DEFAULT_PORT, metavar="N", help=f"(default {DEFAULT_PORT})")
    add(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="address to serve on (default 127.0.0.1: this machine only); any other demands "
        "accounts, see `kehoach users`",
    )
    add(
        "--scans",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="where source files lie that are no longer where they were read; may be given again",
    )
    add(
        "--second-look",
        action="store_true",
        help="a correction counts only when another person has confirmed it",
    )
    add(
        "--database",
        default="",
        metavar="URL",
        help="database of corrections (default: an SQLite file in the output folder)",
    )


def run(arguments: argparse.Namespace) -> ExitCode:
    """Serve the page until it is stopped."""
    import uvicorn  # noqa: PLC0415  help must not load it

    from pipeline.review.app import make_app  # noqa: PLC0415
    from pipeline.review.desk import open_desk  # noqa: PLC0415
    from pipeline.review.security import is_loopback  # noqa: PLC0415
    from pipeline.store.database import open_database  # noqa: PLC0415
    from pipeline.store.places import default_path  # noqa: PLC0415
    from pipeline.store.read import read_tasks  # noqa: PLC0415

    if not 0 < arguments.port < 65536:
        raise UsageError("--port is a number from 1 to 65535")
    read_tasks(arguments.out)  # says what to do where nothing was extracted yet
    engine = open_database(arguments.database or default_path(arguments.out))
    desk = open_desk(arguments.out, engine, arguments.scans, arguments.second_look)
    local = is_loopback(arguments.host)
    if (not local or arguments.second_look) and not desk.accounts.names():
        raise UsageError(
            "there are no accounts", "Make one for each person first: kehoach users add NAME"
        )
    hosts = ("127.0.0.1", "localhost", "::1", arguments.host) if local else ()
    app = make_app(desk, arguments.port, local, hosts)
    shown = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    sys.stderr.write(f"kehoach: http://{shown}:{arguments.port} — Ctrl+C to stop.\n")
    config = uvicorn.Config(
        app,
        host=arguments.host,
        port=arguments.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )
    server = uvicorn.Server(config)
    try:
        server.run()
    finally:
        desk.pictures.close()
        app.state.uploads.close()
    if not server.started:
        raise MissingError(
            f"cannot serve on port {arguments.port}", "Another program has it: name another --port"
        )
    return ExitCode.OK
