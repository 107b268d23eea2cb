"""One database connection a thread, ready before each request, and never left inside a half-done change."""

from flask import Flask, request

from household import database

WITHOUT = (
    "assets",
    "care",
    "health",
    "home_screen",
    "leave_now",
)  # answer with no notebook too


def init_app(app: Flask) -> None:
    app.before_request(connect)
    app.teardown_request(settle)


def connect() -> None:
    if request.blueprint not in WITHOUT:
        database.ready()


def settle(error: BaseException | None) -> None:
    """A connection that is still in the middle of something, though no block is, starts anew with the next request."""
    db = database.db
    if not db.is_closed() and not db.in_transaction() and getattr(db.connection(), "in_transaction", False):
        db.close()
    database.release()
