"""People who may sign in, and their open logins. Secrets are kept as hashes only."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Engine, delete, insert, select, update

from pipeline.errors import UsageError
from pipeline.store.database import logins, users, writing

LOGIN_SECONDS = 12 * 3600  # a working day
LEAST_PASSWORD = 8  # characters, as NIST SP 800-63B asks at least
_LONGEST_PASSWORD = 200  # characters; hashing is made costly, so what is hashed has an end
Role = Literal["reviewer", "analyst"]  # an analyst sees everything and decides nothing
ROLES: tuple[Role, ...] = get_args(Role)
_NAME = re.compile(r"[^\W_][\w .@-]{0,62}")


@dataclass(frozen=True, slots=True)
class Login:
    """An open login: the person's name, the token that their forms must carry, and their role."""

    name: str
    csrf: str
    role: Role = "reviewer"


class Accounts:
    """The accounts in one database."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._clock = clock
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_urlsafe())

    def names(self) -> list[str]:
        """Return the names of all who may sign in."""
        with self._engine.begin() as connection:
            query = select(users.c.name).where(users.c.active).order_by(users.c.name)
            return list(connection.execute(query).scalars())

    def roles(self) -> dict[str, Role]:
        """Return the names of all who may sign in, each with its role."""
        with self._engine.begin() as connection:
            query = select(users.c.name, users.c.role).where(users.c.active).order_by(users.c.name)
            return {row.name: _role(row.role) for row in connection.execute(query)}

    def add(self, name: str, password: str, role: Role | None = None) -> None:
        """Make an account, or give an existing one a new password and end its logins.

        role   None: what it was, a reviewer where it is new.
        Raises UsageError: a name or password that will not do.
        """
        name = clean_name(name)
        if not _NAME.fullmatch(name):
            raise UsageError(
                f"not a name for an account: {name!r}",
                "Use up to 63 letters, digits, spaces and . @ -",
            )
        if not LEAST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
            raise UsageError(f"a password has {LEAST_PASSWORD} to {_LONGEST_PASSWORD} characters")
        kept: dict[str, Any] = {"password_hash": self._hasher.hash(_nfc(password)), "active": True}
        kept |= {"role": role} if role else {}
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with writing(self._engine).begin() as connection:
            changed = connection.execute(update(users).where(users.c.name == name).values(**kept))
            if not changed.rowcount:
                connection.execute(insert(users).values(name=name, made_at=now, **kept))
            connection.execute(delete(logins).where(logins.c.name == name))

    def close(self, name: str) -> bool:
        """Let a person sign in no more; their decisions stay. False: no such account."""
        name = clean_name(name)
        with writing(self._engine).begin() as connection:
            changed = connection.execute(
                update(users).where(users.c.name == name, users.c.active).values(active=False)
            )
            connection.execute(delete(logins).where(logins.c.name == name))
        return bool(changed.rowcount)

    def check(self, name: str, password: str) -> bool:
        """Return whether the password is this person's; takes as long where there is no such."""
        query = select(users.c.password_hash).where(
            users.c.name == clean_name(name), users.c.active
        )
        with self._engine.begin() as connection:
            found = connection.execute(query).scalar()
        try:
            self._hasher.verify(found or self._nobody, _nfc(password[:_LONGEST_PASSWORD]))
        except (VerificationError, InvalidHashError):
            return False
        return found is not None

    def open_login(self, name: str) -> str:
        """Open a login and return its token, which is kept nowhere here."""
        token = secrets.token_urlsafe(32)
        row = {
            "token_hash": _hashed(token),
            "name": clean_name(name),
            "csrf": secrets.token_urlsafe(32),
            "expires": self._clock() + LOGIN_SECONDS,
        }
        with writing(self._engine).begin() as connection:
            connection.execute(delete(logins).where(logins.c.expires < self._clock()))
            connection.execute(insert(logins).values(**row))
        return token

    def login(self, token: str) -> Login | None:
        """Return the login that a token belongs to, None: none, or it has ended."""
        if not token:
            return None
        query = (
            select(logins.c.name, logins.c.csrf, logins.c.expires, users.c.role)
            .outerjoin(users, users.c.name == logins.c.name)
            .where(logins.c.token_hash == _hashed(token))
        )
        with self._engine.begin() as connection:
            row = connection.execute(query).first()
        if row is None or row.expires <= self._clock():
            return None
        return Login(row.name, row.csrf, _role(row.role) if row.role else "reviewer")

    def close_login(self, token: str) -> None:
        """End a login."""
        with writing(self._engine).begin() as connection:
            connection.execute(delete(logins).where(logins.c.token_hash == _hashed(token)))


def clean_name(name: str) -> str:
    """Return a name as it is kept: NFC, single spaces."""
    return " ".join(_nfc(name).split())


def _role(kept: str) -> Role:
    """Return a role that the database names; one that this program does not know may only look."""
    return "reviewer" if kept == "reviewer" else "analyst"


def _nfc(words: str) -> str:
    return unicodedata.normalize("NFC", words)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
