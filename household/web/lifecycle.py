"""One database connection a thread, ready before each request, and never left inside a half-done change."""

from flask import Flask

from household import database


def init_app(app: Flask) -> None:
    app.before_request(connect)
    app.teardown_request(settle)


def connect() -> None:
    database.ready()


def settle(error: BaseException | None) -> None:
    """A connection that failed in the middle of something starts anew with the next request."""
    if error is not None and database.db.in_transaction():
        database.db.close()
