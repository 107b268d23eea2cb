"""How a child feels, told to one grown-up for a day."""

from peewee import CharField, DateField, ForeignKeyField, TextField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Person(Table):
        key = CharField(max_length=24, unique=True)

    class KidFeeling(Table):
        key = CharField(max_length=24, unique=True)
        by = ForeignKeyField(Person, on_delete="CASCADE")
        to = ForeignKeyField(Person, on_delete="CASCADE")
        feeling = CharField(max_length=16)
        day = DateField()

        class Meta:
            indexes = ((("by", "to"), True),)

    class Channel(Table):
        kinds = TextField()

    db.create_tables([KidFeeling])
    feeling = ForeignKeyField(KidFeeling, field=KidFeeling.id, null=True, on_delete="CASCADE")
    migrator.migrate(migrator.add_column("notice", "kid_feeling_id", feeling))
    everything = "ask claim change reply offer nudge thanks repair"  # whoever hears of that hears of this, too
    Channel.update(kinds=f"{everything} feeling").where(Channel.kinds == everything).execute()
