"""What may stand in the log: kinds of trouble and the lines of code they came through, never what people sent."""

import logging
import sys
import threading
from collections.abc import Iterator
from traceback import format_tb
from typing import TYPE_CHECKING, Any

from gunicorn.glogging import Logger

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger("household")


def init_app(app: "Flask") -> None:
    """Flask logs what breaks behind the error pages with the page's address and the error's text: not here."""
    app.logger.addFilter(without_texts)


def without_texts(record: logging.LogRecord) -> bool:
    if record.exc_info:
        record.msg, record.args = "an answer failed with %s", (way(record.exc_info[1]),)
        record.exc_info = None
    return True


def keep_threads_quiet() -> None:
    threading.excepthook = lambda failed: log.error("a thread failed with %s", way(failed.exc_value))


class QuietLogger(Logger):
    """gunicorn's log, without the texts of errors; and a caller who is gone is no trouble."""

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            self.error("gunicorn: %s", way(error))


def way(error: BaseException | None) -> str:
    """Kinds of errors and the lines of code they came through; not their texts, which may hold somebody's words."""
    return "\n".join(f"{type(one).__name__}\n{''.join(format_tb(one.__traceback__))}" for one in causes(error))


def causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
