"""Weather until midnight, and a note of what helps, for those one shows it to."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, TextField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Person(Table):
        key = CharField(max_length=24, unique=True)

    class Weather(Table):
        person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
        sky = CharField(max_length=8)
        words = CharField(max_length=60)
        day = DateField()

    class CareNote(Table):
        key = CharField(max_length=24, unique=True)
        person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
        helps = TextField()
        hard = TextField()
        please_dont = TextField()
        therapist = TextField()
        trusted_person = TextField()
        shows_contacts = BooleanField()
        wording = CharField(max_length=24)

    class CareNoteReader(Table):
        note = ForeignKeyField(CareNote, on_delete="CASCADE")
        person = ForeignKeyField(Person, on_delete="CASCADE")

        class Meta:
            indexes = ((("note", "person"), True),)

    db.create_tables([Weather, CareNote, CareNoteReader])
