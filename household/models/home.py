"""The home itself: its name, its zone, and the moments of its day. One install is one home."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from peewee import BooleanField, CharField, IntegerField, IntegrityError, TimeField

from household.database import db
from household.models.base import Record, Refused, TooLate, UTCDateTimeField
from household.models.clock import now, time_zones
from household.models.event import Event
from household.models.prepared import Prepared

NIGHT_ENDS = time(4)  # before four, the night still belongs to the day before
Named = tuple[str, time]  # what a moment is called, and when it is
Moments = dict[str, Named]  # by the key of each
PARTNERS = {"partners"}
EVERYBODY = PARTNERS | {"home", "orbit", "kids"}


class Home(Record):
    """`only` is 1 in the one row there can be; `guests_meet`, whether guests may know of each other."""

    only = IntegerField(default=1, unique=True)
    name = CharField(max_length=60)
    zone = CharField(max_length=64)
    made_up = BooleanField(default=False)
    guests_meet = BooleanField(default=False)
    founded_at = UTCDateTimeField()

    @classmethod
    def found(cls, name: str, zone: str, moments: dict[str, time], made_up: bool = False) -> Self:
        """Begin the home; the unique row refuses a second one. Call inside db.atomic()."""
        require_zone(zone)
        try:
            with db.atomic():
                home = cls.create(name=name, zone=zone, made_up=made_up, founded_at=now())
        except IntegrityError:
            raise TooLate("There is a home here already. Ask someone in it to invite you.") from None
        for moment, at in moments.items():
            Moment.create(name=moment, at=at)
        return home

    @classmethod
    def current(cls) -> Self | None:
        return CURRENT.get()

    @classmethod
    def here(cls) -> Self:
        """The home, where there surely is one."""
        home = cls.current()
        assert home is not None
        return home

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def local(self, at: datetime | None = None) -> datetime:
        """`at` (or now) on the clock of this home."""
        return (at or now()).astimezone(self.tz)

    @property
    def today(self) -> date:
        """The day people here would say it is: before four in the morning it is still last night."""
        return (self.local() - timedelta(hours=NIGHT_ENDS.hour)).date()

    def end_of(self, day: date) -> datetime:
        """When this day is over for the people here: at four in the next morning."""
        return datetime.combine(day + timedelta(days=1), NIGHT_ENDS, self.tz)

    @property
    def morning(self) -> datetime:
        """When the home's day began."""
        return datetime.combine(self.today, NIGHT_ENDS, self.tz)

    def instant(self, day: date, at: time) -> datetime:
        """The first instant at which clocks here show `at` on `day`; a time that a clock change skips is refused."""
        first = self.first_instant(day, at)
        if first.replace(tzinfo=None) != datetime.combine(day, at):
            raise Refused("The clocks change then, and that time does not exist. Please choose another.")
        return first

    def first_instant(self, day: date, at: time) -> datetime:
        """The first instant at which clocks here show `at` on `day`; where a clock change skips it, the first after."""
        wall = datetime.combine(day, at, self.tz)
        late, early = (wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
        if late <= early:
            return wall
        seconds = range(round(early.timestamp()), round(late.timestamp()) + 1)  # in a gap it reads both ways
        found = bisect_left(seconds, True, key=lambda second: self._shown(second) >= wall.replace(tzinfo=None))
        return datetime.fromtimestamp(seconds[found], self.tz)

    def _shown(self, second: int) -> datetime:
        """What a clock on the wall here shows then."""
        return datetime.fromtimestamp(second, self.tz).replace(tzinfo=None)

    def let_guests_meet(self, *, by: Any) -> None:
        """Guests may know of each other from now on: what they ask, what they have taken on, and their names."""
        self._meet(True, "let_guests_meet")

    def keep_guests_apart(self, *, by: Any) -> None:
        """Each guest sees the family, and nothing shows that there is another guest.

        What one had taken on for another is open again: neither finds the other any more.
        """
        from household.models.leaving.card_over import hand_back_between_guests

        with db.atomic():
            self._meet(False, "keep_guests_apart")
            hand_back_between_guests()

    def _meet(self, meet: bool, verb: str) -> None:
        with db.atomic():
            Home.update(guests_meet=meet).where(Home.id == self.id).execute()
            Event.record(self, verb, EVERYBODY, EVERYBODY)
        self.guests_meet = meet

    def change(
        self, *, by: Any, name: str, zone: str, moments: Moments | None = None, new: Named | None = None
    ) -> None:
        """Give the home another name or zone, and other moments (see Moment.arrange)."""
        require_zone(zone)
        with db.atomic():
            Home.update(name=name, zone=zone).where(Home.id == self.id).execute()
            Moment.arrange(moments or {}, new)
            Event.record(self, "change", EVERYBODY, EVERYBODY)
        self.name, self.zone = name, zone


CURRENT = Prepared(lambda: Home.select().where(Home.only == 1))


def the_day() -> date:
    """The day people here would say it is; see Home.today. Before there is a home, the date."""
    home = Home.current()
    return home.today if home else now().date()


class Moment(Record):
    """A named time of the home's day, such as "after bedtime"."""

    name = CharField(max_length=40)
    at = TimeField()

    @classmethod
    def of_the_day(cls) -> Any:
        """In the order of the day, from morning to night."""
        return cls.select().order_by(cls.at, cls.id)

    @classmethod
    def arrange(cls, moments: Moments, new: Named | None) -> None:
        """Set each moment (by key) to a name and a time; an empty name takes it away. `new` adds one.

        It is part of a change of the home.
        """
        for key, (name, at) in moments.items():
            if name:
                cls.update(name=name, at=at).where(cls.key == key).execute()
            else:
                cls.delete().where(cls.key == key).execute()
        if new:
            cls.get_or_create(name=new[0], at=new[1])  # the same form sent twice adds one


def require_zone(zone: str) -> None:
    if zone not in time_zones():
        raise Refused("We do not know that time zone. Please choose one from the list.")
