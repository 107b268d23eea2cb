"""Asking and answering well: offers, warm lines, nudges, details, drafts, rhythms, and widenings that can be undone."""

from peewee import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
    TimeField,
)


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Person(Table):
        key = CharField(max_length=24, unique=True)

    class Moment(Table):
        key = CharField(max_length=24, unique=True)

    class Need(Table):
        key = CharField(max_length=24, unique=True)
        wording = CharField(max_length=24)
        kids_can_help = BooleanField()
        claimed_wording = CharField(max_length=24)

    class NeedNamed(Table):
        need = ForeignKeyField(Need, on_delete="CASCADE")
        person = ForeignKeyField(Person, on_delete="CASCADE")

    class Reply(Table):
        need = ForeignKeyField(Need, on_delete="CASCADE")
        audience = CharField(max_length=8)
        kids_can_help = BooleanField()
        wording = CharField(max_length=24)

    class ReplyNamed(Table):
        reply = ForeignKeyField(Reply, on_delete="CASCADE")
        person = ForeignKeyField(Person, on_delete="CASCADE")

        class Meta:
            indexes = ((("reply", "person"), True),)

    class Details(Table):
        need = ForeignKeyField(Need, unique=True, on_delete="CASCADE")
        words = TextField()

    class Widening(Table):
        need = ForeignKeyField(Need, unique=True, on_delete="CASCADE")
        audience = CharField(max_length=8)
        kids_can_help = BooleanField()
        named = TextField()
        until = DateTimeField()

    class Draft(Table):
        key = CharField(max_length=24, unique=True)
        once = CharField(max_length=40, null=True, unique=True)
        by = ForeignKeyField(Person, on_delete="CASCADE")
        word = CharField(max_length=24)
        own = TextField()
        feeling = CharField(max_length=24)
        details = TextField()
        at = DateTimeField()

    class Rhythm(Table):
        key = CharField(max_length=24, unique=True)
        once = CharField(max_length=40, null=True, unique=True)
        by = ForeignKeyField(Person, on_delete="CASCADE")
        word = CharField(max_length=24)
        own = TextField()
        feeling = CharField(max_length=24)
        details = TextField()
        audience = CharField(max_length=8)
        kids_can_help = BooleanField()
        weekdays = CharField(max_length=13)
        every = IntegerField()
        begins = DateField()
        moment = ForeignKeyField(Moment, null=True, on_delete="SET NULL")
        time = TimeField(null=True)
        skipped_through = DateField(null=True)
        paused_at = DateTimeField(null=True)
        ended_at = DateTimeField(null=True)

    class RhythmNamed(Table):
        rhythm = ForeignKeyField(Rhythm, on_delete="CASCADE")
        person = ForeignKeyField(Person, on_delete="CASCADE")

        class Meta:
            indexes = ((("rhythm", "person"), True),)

    db.create_tables([ReplyNamed, Details, Widening, Draft, Rhythm, RhythmNamed])
    empty = dict(default="")
    migrator.migrate(
        migrator.add_column("need", "warmly", TextField(**empty)),
        migrator.add_column("need", "claimed_wording", CharField(max_length=24, **empty)),
        migrator.add_column("need", "readers", CharField(max_length=24, **empty)),
        migrator.add_column("need", "opened_again", BooleanField(default=False)),
        migrator.add_column("need", "nudge_words", TextField(**empty)),
        migrator.add_column("need", "nudged_at", DateTimeField(null=True)),
        migrator.add_column("need", "run", CharField(max_length=24, **empty)),
        migrator.add_column("need", "occurrence", DateField(null=True)),
        migrator.add_column(
            "need",
            "rhythm_id",
            ForeignKeyField(Rhythm, field=Rhythm.id, null=True, on_delete="SET NULL"),
        ),
        migrator.add_column("reply", "kids_can_help", BooleanField(default=False)),
        migrator.add_column("reply", "offer", CharField(max_length=8, **empty)),
        migrator.add_column("reply", "starts_at", DateTimeField(null=True)),
        migrator.add_column(
            "reply",
            "person_id",
            ForeignKeyField(Person, field=Person.id, null=True, on_delete="SET NULL"),
        ),
        migrator.add_column("reply", "wording", CharField(max_length=24, **empty)),
        migrator.add_column("reply", "taken_at", DateTimeField(null=True)),
        migrator.add_column("person", "knows_people_help", BooleanField(default=False)),
    )
    migrator.migrate(migrator.add_index("need", ("rhythm_id", "occurrence"), True))
    # what was said so far was said to the words as they stand, and to those they are for
    Need.update(claimed_wording=Need.wording).where(Need.id > 0).execute()
    for name in ("wording", "kids_can_help"):
        stands = Need.select(getattr(Need, name)).where(Need.id == Reply.need)
        Reply.update({name: stands}).where(Reply.id > 0).execute()
    named = Reply.select(Reply.id, NeedNamed.person).join(NeedNamed, on=NeedNamed.need == Reply.need)
    ReplyNamed.insert_from(named.where(Reply.audience == "named"), [ReplyNamed.reply, ReplyNamed.person]).execute()
