"""What a guest likes to be asked for."""

import pytest

from household.content import practical
from household.models import Event, Person
from household.models.base import TooLate
from household.models.leaving import leave


def again(person: Person) -> Person:
    return Person.get_by_id(person.id)


def test_it_is_said_from_the_pictures_and_in_own_words_and_said_anew(ruth):
    ruth.keep_likes(by=ruth, likes=["ride", "good_food"], own="Tuesdays are free.")
    assert [word.id for word in again(ruth).liked] == [word.id for word in ruth.liked] == ["good_food", "ride"]
    assert again(ruth).likes_own == "Tuesdays are free."
    ruth.keep_likes(by=ruth, likes=[], own="")
    assert (again(ruth).liked, again(ruth).likes_own) == ([], "")
    assert [one.circle for one in Event.select().where(Event.verb == "keep_likes")] == [{"partners", ruth.key}] * 2


def test_only_what_is_practical_is_chosen_and_what_is_not_there_any_more_is_left_out(ruth):
    ruth.keep_likes(by=ruth, likes=["hug", "money_talk", "ride", "nothing"], own="")
    assert again(ruth).likes == "ride"
    Person.update(likes="ride once_there_was").where(Person.id == ruth.id).execute()
    assert [word.id for word in again(ruth).liked] == ["ride"]


def test_nothing_between_grown_ups_alone_is_among_it():
    assert len(practical()) > 6
    assert [word.id for word in practical().values() if word.kids_never or word.touch] == []


def test_it_goes_with_whoever_leaves(ruth, mara):
    ruth.keep_likes(by=ruth, likes=["ride"], own="Tuesdays are free.")
    leave(by=ruth)
    assert (again(ruth).likes, again(ruth).likes_own) == ("", "")
    with pytest.raises(TooLate, match="You have left"):
        ruth.keep_likes(by=ruth, likes=["ride"], own="What another phone sent meanwhile.")
    assert (again(ruth).likes, again(ruth).likes_own) == ("", "")
