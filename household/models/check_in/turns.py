"""The course of a check-in, and who goes first: turn and turn about, with nothing written down to know it by."""

from datetime import date

from household.models.person import Person

WAITING, FIRST, LAST, OVER = "", "thanks", "ahead", "over"  # steps that are no question


def in_turn(people: list[Person], day: date, nth: int) -> list[Person]:
    """The same people, beginning with another one for each next question, and each next week."""
    shift = (day.isocalendar().week + nth) % len(people) if people else 0
    return people[shift:] + people[:shift]
