"""The migrations build what the models declare, and doing it again changes nothing."""

from playhouse.schema_diff import diff_models

from household.database import db, migrate
from household.models import TABLES, Need


def schema() -> list[tuple]:
    return db.execute_sql("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_migrations_build_what_the_models_declare(app):
    assert str(diff_models(db, list(TABLES))) == ""


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
