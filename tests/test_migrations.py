"""The migrations build what the models declare, and doing it again changes nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from peewee import SqliteDatabase
from playhouse.schema_diff import diff_models

from household.database import db, init, migrate
from household.keeping.upgrading import bring_up_to_date, snapshots
from household.models import TABLES, Need


def schema() -> list[tuple]:
    return db.execute_sql("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_migrations_build_what_the_models_declare(app):
    assert str(diff_models(db, list(TABLES))) == ""


def test_they_are_built_alike_to_the_last_index(app):
    """schema_diff looks at columns and their kinds; this at what may be empty, what is unique and what points where."""
    from_models = SqliteDatabase(":memory:")
    with from_models.bind_ctx(TABLES):
        from_models.create_tables(TABLES)
        for model in TABLES:
            table = model._meta.table_name
            assert shape(db, table) == shape(from_models, table), table
    from_models.close()


def shape(database: Any, table: str) -> tuple:
    columns = {(one.name, one.data_type, one.null, one.primary_key) for one in database.get_columns(table)}
    indexes = {(tuple(one.columns), one.unique) for one in database.get_indexes(table)}
    links = {tuple(row[2:7]) for row in database.execute_sql(f"pragma foreign_key_list({table})")}
    return columns, indexes, links


def test_every_table_of_the_house_is_looked_at(app):
    assert set(db.get_tables()) == {model._meta.table_name for model in TABLES} | {
        "schema_migration",
        "sqlite_sequence",
    }


def test_migrating_twice_changes_nothing(app, meal):
    db.close()
    before = schema()
    assert migrate() == []
    assert schema() == before and list(Need.select()) == [meal]


NOTEBOOKS = sorted((Path(__file__).parent / "notebooks").glob("*.sql"))


@pytest.mark.parametrize("written", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_of_every_release_is_brought_up_to_date_whole(tmp_path, written):
    """Every row that was there is there, with every value it had, and every link still leads somewhere."""
    with closing(sqlite3.connect(tmp_path / "household.db")) as old:
        old.executescript(written.read_text())
        before = contents(old)
    migrated(tmp_path / "household.db")
    with closing(sqlite3.connect(tmp_path / "household.db")) as new:
        after = contents(new)
        assert new.execute("PRAGMA foreign_key_check").fetchall() == []
    assert all(kept(rows, after[table]) for table, rows in before.items())
    assert before["need"] and before["reply"] and before["thanks"], "a lived-in notebook"
    (snapshot,) = snapshots(tmp_path)
    with closing(sqlite3.connect(snapshot)) as kept_as_it_was:
        assert contents(kept_as_it_was) == before


def migrated(path: Path) -> None:
    before = db.obj
    init(f"sqlite:///{path}")
    try:
        assert bring_up_to_date(f"sqlite:///{path}", path.parent)
        with db.connection_context():
            assert str(diff_models(db, list(TABLES))) == ""
    finally:
        db.initialize(before)


def contents(notebook: sqlite3.Connection) -> dict[str, list[dict]]:
    """All rows of all tables, each as its columns' values."""
    notebook.row_factory = sqlite3.Row
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name <> 'event'"
    tables = [row[0] for row in notebook.execute(names)]
    return {name: [dict(row) for row in notebook.execute(f'SELECT * FROM "{name}" ORDER BY id')] for name in tables}


def kept(before: list[dict], after: list[dict]) -> bool:
    """Whether these rows are still there, in their order, whatever columns came to them."""
    return all(row.items() <= new.items() for row, new in zip(before, after[: len(before)], strict=True))
