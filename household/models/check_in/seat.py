"""Who a check-in is for: whoever sat down takes part, until they get up."""

from typing import Any

from household.models.person import Person


class Seated:
    """Those it is for, in the order they came to the house."""

    id: int

    @property
    def seats(self) -> list[Any]:
        """Of those who did not get up, and are still part of the house."""
        if not hasattr(self, "_seats"):
            from household.models.check_in import CheckInSeat

            rows = CheckInSeat.select(CheckInSeat, Person).join(Person).where(CheckInSeat.check_in == self.id)
            self._seats = list(rows.where(~CheckInSeat.up, Person.left_at.is_null()).order_by(Person.id))
        return self._seats

    @property
    def people(self) -> list[Person]:
        return [seat.person for seat in self.seats if seat.sat]

    @property
    def missing(self) -> list[Person]:
        """Those who have not sat down yet."""
        return [seat.person for seat in self.seats if not seat.sat]

    @property
    def circle(self) -> set[str]:
        return {seat.person.key for seat in self.seats}

    def seat(self, people: list[Person]) -> None:
        from household.models.check_in import CheckInSeat

        CheckInSeat.insert_many([{"check_in": self.id, "person": person} for person in people]).execute()

    def take(self, person: Person, **how: bool) -> bool:
        """Let them sit down, or get up; whether that is new."""
        from household.models.check_in import CheckInSeat

        seat = (CheckInSeat.check_in == self.id) & (CheckInSeat.person == person) & ~CheckInSeat.up
        if "sat" in how:
            seat &= ~CheckInSeat.sat
        self.__dict__.pop("_seats", None)
        return bool(CheckInSeat.update(**how).where(seat).execute())

    @property
    def took_part(self) -> list[Person]:
        """Everyone who did, whether they got up since or not."""
        from household.models.check_in import CheckInSeat

        return list(Person.select().join(CheckInSeat).where(CheckInSeat.check_in == self.id, CheckInSeat.sat))
