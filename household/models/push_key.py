"""The house's own key pair for Web Push, made when the house opens for the first time with what it needs."""

from base64 import urlsafe_b64encode
from contextlib import suppress
from importlib.util import find_spec

from peewee import DatabaseError, IntegerField, TextField

from household.database import db
from household.models.base import Table


class PushKey(Table):
    """`only` is 1 in the one row there can be; `private` is PEM, `public` what browsers want (RFC 8292)."""

    only = IntegerField(default=1, unique=True)
    private = TextField()
    public = TextField()

    @classmethod
    def ours(cls) -> "PushKey | None":
        """The pair, one for all workers; None where the extra `push` is missing, or the first can't be written down."""
        if find_spec("cryptography") is None:
            return None
        found = cls.get_or_none()
        if found is None:
            with suppress(DatabaseError), db.atomic():  # a notebook that can't be written can still be read
                cls.insert(**pair()).on_conflict_ignore().execute()
            found = cls.get_or_none()
        return found


def pair() -> dict[str, str]:
    """A fresh one on the curve P-256."""
    from cryptography.hazmat.primitives import serialization as written  # only here: it is dear, and needed once
    from cryptography.hazmat.primitives.asymmetric import ec

    private = ec.generate_private_key(ec.SECP256R1())
    pem = private.private_bytes(written.Encoding.PEM, written.PrivateFormat.PKCS8, written.NoEncryption())
    point = private.public_key().public_bytes(written.Encoding.X962, written.PublicFormat.UncompressedPoint)
    return {"private": pem.decode(), "public": urlsafe_b64encode(point).rstrip(b"=").decode()}
