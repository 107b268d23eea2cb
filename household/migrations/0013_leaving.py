"""A kind exit: the access log knows what was widened, so that it tells only those who may see that."""

from peewee import CharField, ForeignKeyField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Need(Table):
        key = CharField(max_length=24, unique=True)

    need = ForeignKeyField(Need, field=Need.id, null=True, on_delete="SET NULL")
    migrator.migrate(migrator.add_column("access_entry", "need_id", need))
