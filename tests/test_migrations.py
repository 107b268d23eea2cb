"""The migrations build what the models declare, and doing it again changes nothing."""

from typing import Any

from peewee import SqliteDatabase
from playhouse.schema_diff import diff_models

from household.database import db, migrate
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
