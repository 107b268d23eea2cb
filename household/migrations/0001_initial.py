"""The home, its people and devices, needs and their replies, thanks, and what wakes screens."""

from peewee import (
    SQL,
    BigAutoField,
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

    class Home(Table):
        key = CharField(max_length=24, unique=True)
        only = IntegerField(unique=True)
        name = CharField(max_length=60)
        zone = CharField(max_length=64)
        made_up = BooleanField()
        founded_at = DateTimeField()

    class Moment(Table):
        key = CharField(max_length=24, unique=True)
        name = CharField(max_length=40)
        at = TimeField()

    class Person(Table):
        key = CharField(max_length=24, unique=True)
        once = CharField(max_length=40, null=True, unique=True)
        name = CharField(max_length=40)
        kids_say = CharField(max_length=40)
        role = CharField(max_length=8)
        shape = CharField(max_length=8)
        ink = CharField(max_length=8)
        hair = CharField(max_length=8)
        passphrase = CharField(max_length=200)
        passphrase_reset_at = DateTimeField(null=True)
        until = DateField(null=True)
        joined_at = DateTimeField()
        left_at = DateTimeField(null=True)

    class Device(Table):
        key = CharField(max_length=24, unique=True)
        person = ForeignKeyField(Person, null=True, on_delete="CASCADE")
        kiosk = BooleanField()
        signed_in = BooleanField()
        token_hash = CharField(max_length=64, unique=True)
        label = CharField(max_length=80)
        first_day = DateField()
        last_day = DateField()
        confirmed_at = DateTimeField(null=True)
        revoked_at = DateTimeField(null=True)

    class Invitation(Table):
        key = CharField(max_length=24, unique=True)
        by = ForeignKeyField(Person, null=True, on_delete="CASCADE")
        token_hash = CharField(max_length=64, unique=True)
        words_hash = CharField(max_length=64, unique=True)
        expires_at = DateTimeField(null=True)
        used_at = DateTimeField(null=True)

    class InvitationYes(Table):
        invitation = ForeignKeyField(Invitation, on_delete="CASCADE")
        partner = ForeignKeyField(Person, on_delete="CASCADE")

        class Meta:
            indexes = ((("invitation", "partner"), True),)

    class Need(Table):
        key = CharField(max_length=24, unique=True)
        once = CharField(max_length=40, null=True, unique=True)
        asked_by = ForeignKeyField(Person, on_delete="CASCADE")
        word = CharField(max_length=24)
        own = TextField()
        feeling = CharField(max_length=24)
        audience = CharField(max_length=8)
        kids_can_help = BooleanField()
        when = CharField(max_length=8)
        day = DateField(null=True)
        moment = ForeignKeyField(Moment, null=True, on_delete="SET NULL")
        time = TimeField(null=True)
        wording = CharField(max_length=24)
        asked_at = DateTimeField()
        claimed_by = ForeignKeyField(Person, null=True, on_delete="SET NULL")
        claimed_at = DateTimeField(null=True)
        starts_at = DateTimeField(null=True)
        closed_at = DateTimeField(null=True, index=True)
        closed_as = CharField(max_length=12)

    class NeedNamed(Table):
        need = ForeignKeyField(Need, on_delete="CASCADE")
        person = ForeignKeyField(Person, on_delete="CASCADE")

        class Meta:
            indexes = ((("need", "person"), True),)

    class Reply(Table):
        key = CharField(max_length=24, unique=True)
        once = CharField(max_length=40, null=True, unique=True)
        need = ForeignKeyField(Need, on_delete="CASCADE")
        by = ForeignKeyField(Person, on_delete="CASCADE")
        words = TextField()
        audience = CharField(max_length=8)
        not_now = CharField(max_length=3)
        at = DateTimeField()

    class Thanks(Table):
        key = CharField(max_length=24, unique=True)
        once = CharField(max_length=40, null=True, unique=True)
        by = ForeignKeyField(Person, on_delete="CASCADE")
        need = ForeignKeyField(Need, null=True, on_delete="SET NULL")
        did = TextField()
        says = TextField()
        audience = CharField(max_length=8)
        at = DateTimeField(index=True)

    class ThanksTo(Table):
        thanks = ForeignKeyField(Thanks, on_delete="CASCADE")
        person = ForeignKeyField(Person, on_delete="CASCADE")

        class Meta:
            indexes = ((("thanks", "person"), True),)

    class Event(Table):
        id = (
            BigAutoField(constraints=[SQL("AUTOINCREMENT")])
            if migrator.__class__.__name__ == "SqliteMigrator"
            else BigAutoField()
        )
        kind = CharField(max_length=16)
        verb = CharField(max_length=24)
        before = TextField()
        after = TextField()
        at = DateTimeField(index=True)

    class Lease(Table):
        name = CharField(max_length=24, unique=True)
        owner = CharField(max_length=40)
        until = DateTimeField()

    people = [Home, Moment, Person, Device, Invitation, InvitationYes]
    db.create_tables([*people, Need, NeedNamed, Reply, Thanks, ThanksTo, Event, Lease])
