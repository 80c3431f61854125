"""What stands before every page: whose host, how much, how often, and what a browser may load."""

from __future__ import annotations

import ipaddress
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FORM_BYTES = 1_000_000  # the largest form is a page of 500 like cells: some 100 kB
_FREE_TRIES = 5
_LONGEST_WAIT = 300.0
_FORGET_SECONDS = 3600.0

_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """Middleware: refuses foreign hosts and large bodies, and sets the headers above.

    hosts   names under which the page may be asked for (a foreign name that leads to this
            machine would open it to other sites' scripts); empty: any.
    """

    def __init__(
        self, app: ASGIApp, hosts: Sequence[str], limit: Callable[[Scope], int] | None = None
    ) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._limit = limit or (lambda _scope: FORM_BYTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if self._hosts and host_of(headers.get("host", "")) not in self._hosts:
            await PlainTextResponse("wrong host", 421)(scope, receive, send)
            return
        limit = self._limit(scope)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > limit:
            await PlainTextResponse("too large", 413)(scope, receive, send)
            return
        left = limit

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise TooLargeError
            return message

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                named = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    named.setdefault(name, value)
                named.setdefault("cache-control", "no-store")
            await send(message)

        try:
            await self._app(scope, counted, with_headers)
        except TooLargeError:
            await PlainTextResponse("too large", 413)(scope, receive, with_headers)


class TooLargeError(Exception):
    """More was sent than was announced and allowed."""


@dataclass(slots=True)
class Tries:
    """Counts wrong passwords; after some, each further one makes the next wait twice as long."""

    clock: Callable[[], float] = time.monotonic
    _wrong: dict[str, tuple[int, float]] = field(default_factory=dict)

    def wait(self, who: str) -> float:
        """Return seconds until ``who`` may try again, 0: now."""
        count, since = self._wrong.get(who, (0, 0.0))
        if count < _FREE_TRIES:
            return 0.0
        pause = min(2.0 ** (count - _FREE_TRIES + 1), _LONGEST_WAIT)
        return max(0.0, since + pause - self.clock())

    def wrong(self, who: str) -> None:
        now = self.clock()
        fresh = {k: v for k, v in self._wrong.items() if now - v[1] < _FORGET_SECONDS}
        self._wrong = fresh
        self._wrong[who] = (fresh.get(who, (0, 0.0))[0] + 1, now)

    def right(self, who: str) -> None:
        self._wrong.pop(who, None)


def same(one: str, other: str) -> bool:
    """Compare two secrets in a time that does not tell where they differ."""
    return secrets.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a server bound to ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def host_of(header: str) -> str:
    """Return the name in a Host header, without port and brackets.

    >>> host_of("[::1]:8765"), host_of("LOCALHOST:8765")
    ('::1', 'localhost')
    """
    name = header.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0]
