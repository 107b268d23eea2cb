"""What we fall back on: coming back to each other after a hurt."""

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, TextField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Person(Table):
        key = CharField(max_length=24, unique=True)

    class Need(Table):
        key = CharField(max_length=24, unique=True)

    class Reply(Table):
        key = CharField(max_length=24, unique=True)

    class Repair(Table):
        key = CharField(max_length=24, unique=True)
        once = CharField(max_length=40, null=True, unique=True)
        by = ForeignKeyField(Person, on_delete="CASCADE")
        to = ForeignKeyField(Person, on_delete="CASCADE")
        need = ForeignKeyField(Need, null=True, on_delete="SET NULL")
        reply = ForeignKeyField(Reply, null=True, on_delete="SET NULL")
        stage = CharField(max_length=8)
        turn = CharField(max_length=24)
        landed = TextField()
        feelings = TextField()
        feels = TextField()
        asks = TextField()
        welcome = CharField(max_length=40)
        heard = TextField()
        more = TextField()
        owns = TextField()
        mends = TextField()
        lent = CharField(max_length=24)
        by_took_back = BooleanField()
        to_took_back = BooleanField()
        by_lets_go = BooleanField()
        to_lets_go = BooleanField()
        paused_by = ForeignKeyField(Person, null=True, on_delete="SET NULL")
        paused_at = DateTimeField(null=True)
        back_at = DateTimeField(null=True)
        at = DateTimeField()

    class Channel(Table):
        kinds = TextField()

    db.create_tables([Repair])
    repair = ForeignKeyField(Repair, field=Repair.id, null=True, on_delete="CASCADE")
    migrator.migrate(migrator.add_column("notice", "repair_id", repair))
    everything = "ask claim change reply offer nudge thanks"  # whoever hears of that hears of this, too
    Channel.update(kinds=f"{everything} repair").where(Channel.kinds == everything).execute()
