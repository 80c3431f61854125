"""``kehoach review``: the web page on which people correct what was read."""

from __future__ import annotations

import argparse
import errno
import socket
import sys
from pathlib import Path

from pipeline.commands.defaults import add_out
from pipeline.commands.documents import NAMED, documents_named
from pipeline.errors import ExitCode, UsageError

DEFAULT_PORT = 8765
_LAST_PORT = 65535


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add = parser.add_argument
    add_out(parser)
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
        "--document",
        action="append",
        default=[],
        metavar="FILE",
        help=f"ask only about this document: {NAMED}; may be given again",
    )
    add(
        "--second-look",
        action="store_true",
        help="a correction counts only when another person has confirmed it",
    )
    add(
        "--read-only",
        action="store_true",
        help="for looking only: search, deadlines, indicators, plans; nobody corrects anything",
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
    from pipeline.store.recovery import require  # noqa: PLC0415

    if not 0 < arguments.port <= _LAST_PORT:
        raise UsageError(f"--port is a number from 1 to {_LAST_PORT}")
    require(arguments.out, "tasks")
    engine = open_database(arguments.database or default_path(arguments.out))
    reviews = not arguments.read_only
    only = documents_named(arguments.out, arguments.document)
    desk = open_desk(arguments.out, engine, arguments.scans, arguments.second_look, reviews, only)
    local = is_loopback(arguments.host)
    if (not local or arguments.second_look) and not desk.accounts.names():
        raise UsageError(
            "there are no accounts", "Make one for each person first: `kehoach users add NAME`"
        )
    hosts = ("127.0.0.1", "localhost", "::1", arguments.host) if local else ()
    app = make_app(desk, arguments.port, local, hosts, arguments.database, reviews)
    config = uvicorn.Config(
        app,
        host=arguments.host,
        port=arguments.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )
    try:
        with _bound(arguments.host, arguments.port) as bound:
            shown = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
            sys.stderr.write(f"kehoach: http://{shown}:{arguments.port} — Ctrl+C to stop.\n")
            uvicorn.Server(config).run(sockets=[bound])
    finally:
        if reviews:
            desk.pictures.close()
        app.state.site.pictures.close()
        app.state.uploads.close()
    return ExitCode.OK


def _bound(host: str, port: int) -> socket.socket:
    """Return a socket that listens on the address. Raises UsageError: it cannot be had."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, proto)
    except OSError as error:
        raise UsageError(f"--host {host}: {error.strerror or error}") from error
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen()  # another program may have bound the port too and not listen yet
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            raise UsageError(f"port {port} is in use", f"Use --port {_free_after(port)}") from error
        raise UsageError(f"cannot serve on {host}:{port}: {error.strerror or error}") from error
    return bound


def _free_after(port: int) -> int:
    """Return the port to propose beside one that is in use."""
    return port + 1 if port < _LAST_PORT else port - 1
