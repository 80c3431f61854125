"""Accounts and their roles."""

from __future__ import annotations

from pathlib import Path

from pipeline.store.accounts import Accounts
from pipeline.store.database import open_database, writing

PASSWORD = "mười hai con giáp"  # noqa: S105  made up


def test_a_login_carries_the_role_of_its_account(tmp_path: Path) -> None:
    accounts = Accounts(open_database(tmp_path / "a.sqlite"))
    accounts.add("An", PASSWORD)
    accounts.add("Chi", PASSWORD, "analyst")
    assert accounts.roles() == {"An": "reviewer", "Chi": "analyst"}
    for name, role in accounts.roles().items():
        login = accounts.login(accounts.open_login(name))
        assert login is not None
        assert login.role == role
    open_login = accounts.open_login("Chi")
    accounts.add("Chi", PASSWORD, "reviewer")
    assert accounts.login(open_login) is None, "a new role demands a new login"


def test_accounts_from_before_there_were_roles_may_review(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "a.sqlite")
    Accounts(engine).add("An", PASSWORD)
    with writing(engine).begin() as connection:
        connection.exec_driver_sql("ALTER TABLE users DROP COLUMN role")
    engine.dispose()
    for _ in range(2):
        accounts = Accounts(open_database(tmp_path / "a.sqlite"))
        assert accounts.roles() == {"An": "reviewer"}
        assert accounts.check("An", PASSWORD)


def test_a_role_that_is_not_known_may_only_look(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "a.sqlite")
    accounts = Accounts(engine)
    accounts.add("An", PASSWORD)
    with writing(engine).begin() as connection:
        connection.exec_driver_sql("UPDATE users SET role = 'owner'")
    assert accounts.roles() == {"An": "analyst"}
