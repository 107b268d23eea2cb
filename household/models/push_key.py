"""The house's own key pair for Web Push, made when it is first asked for."""

from peewee import IntegerField, TextField

from household.models.base import Table


class PushKey(Table):
    """`only` is 1 in the one row there can be; `private` is PEM, `public` what browsers want (RFC 8292)."""

    only = IntegerField(default=1, unique=True)
    private = TextField()
    public = TextField()
