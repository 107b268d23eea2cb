"""Something that people may want to hear of, written down in the same breath in which it happens."""

from datetime import timedelta

from peewee import BooleanField, CharField, ForeignKeyField, TextField

from household.models.base import KeyField, Record, UTCDateTimeField
from household.models.need import Need
from household.models.person import Person
from household.models.reply import Reply
from household.models.thanks import Thanks

KEPT = timedelta(days=1)  # whoever could not be told by then sees it at the table
KIND_OF = {  # of each verb that is told
    "ask": "ask", "reopen": "ask",
    "claim": "claim", "take_up": "claim",
    "change": "change", "move": "change", "hand_back": "change", "rest": "change", "take_back": "change",
    "reply": "reply",
    "not_now": "offer",
    "nudge": "nudge",
    "thank": "thanks",
}  # fmt: skip
KINDS = tuple(dict.fromkeys(KIND_OF.values()))


class Notice(Record):
    """`circle` is who hears of it (see Event), but for `but`, who did it, and those who heard `before`.

    `said` is the wording it speaks of; `at` is from when on it may be told; `wakes` lets it pass quiet hours of those
    who allow that, `urgent` of everyone.
    """

    verb = CharField(max_length=12)
    need = ForeignKeyField(Need, null=True, on_delete="CASCADE")
    reply = ForeignKeyField(Reply, null=True, on_delete="CASCADE")
    thanks = ForeignKeyField(Thanks, null=True, on_delete="CASCADE")
    but = ForeignKeyField(Person, null=True, on_delete="CASCADE")
    circle = TextField()
    before = TextField(default="")
    said = KeyField(max_length=24, default="")
    wakes = BooleanField(default=False)
    urgent = BooleanField(default=False)
    at = UTCDateTimeField()

    need_id: int | None
    reply_id: int | None
    thanks_id: int | None
    but_id: int | None
