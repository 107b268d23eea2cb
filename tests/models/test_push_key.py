"""The house's key pair for Web Push: one for all workers, made when it is first needed."""

import sys
import threading
from base64 import urlsafe_b64decode

from py_vapid import Vapid

from household import database
from household.models import PushKey


def test_it_is_made_once(app):
    first = PushKey.ours()
    assert first == PushKey.ours() and PushKey.select().count() == 1
    pair = Vapid.from_pem(first.private.encode())
    point = pair.public_key.public_numbers()
    public = urlsafe_b64decode(first.public + "=")
    assert public == b"\4" + point.x.to_bytes(32, "big") + point.y.to_bytes(32, "big")


def test_two_workers_that_make_it_at_once_make_one(app):
    start, found = threading.Barrier(2), []

    def make():
        with database.db.connection_context():
            start.wait()
            found.append(PushKey.ours().public)

    threads = [threading.Thread(target=make) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [PushKey.get().public] * 2


def test_there_is_none_without_the_extra(app, monkeypatch):
    monkeypatch.setitem(sys.modules, "cryptography", None)
    assert PushKey.ours() is None and PushKey.select().count() == 0


def test_a_full_disk_makes_none_and_breaks_nothing(app):
    if database.embedded():
        database.db.execute_sql("PRAGMA query_only = ON")
        assert PushKey.ours() is None
        database.db.execute_sql("PRAGMA query_only = OFF")
    assert PushKey.ours()
