"""Pages that are kept as they were drawn: out of the same things the same page comes, and drawing is the dear part."""

import gzip
import hashlib
import threading
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, current_app, render_template, request

from household.web.unchanged import token

ROOM = 64  # pages; packed, each takes some 5 kB


class Drawn:
    """Packed pages by a hash of everything they were made of. What was drawn first makes way for the next."""

    def __init__(self) -> None:
        self.pages: dict[bytes, bytes] = {}
        self.lock = threading.Lock()

    def keep(self, made_of: bytes, page: bytes) -> None:
        with self.lock:
            self.pages[made_of] = page
            while len(self.pages) > ROOM:
                del self.pages[next(iter(self.pages))]


def init_app(app: Flask) -> None:
    app.extensions["drawn"] = Drawn()


def drawn(template: str, made_of: Any, context: Callable[[], dict[str, Any]]) -> Response:
    """The page, for a view with a token: the token stands for the reader and the hour, `made_of` for all it read.

    `context` is only asked for where there is something to draw, and must come from `made_of` alone.
    """
    kept: Drawn = current_app.extensions["drawn"]
    key = hashlib.sha256(repr((token(), template, made_of)).encode()).digest()
    page = kept.pages.get(key)
    if page is None:
        page = gzip.compress(render_template(template, **context()).encode(), 6)
        kept.keep(key, page)
    packed = "gzip" in request.accept_encodings
    return Response(
        page if packed else gzip.decompress(page),
        mimetype="text/html",
        headers={"Content-Encoding": "gzip"} if packed else {},
    )
