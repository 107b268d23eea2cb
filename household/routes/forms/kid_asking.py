"""Whom a child asks: a face, and words of its own where it may write some."""

from typing import Any

from flask import abort
from wtforms import StringField

from household import policy
from household.content.kids import KidAsk
from household.models import KidView, Person
from household.web.access import me
from household.web.forms import Form, Words

SHORT = 200  # letters


class KidAskForm(Form):
    """`who` is a person's key."""

    who = StringField(default="")
    own = Words(longest=SHORT)

    def named(self, urgent: bool) -> list[Person]:
        """Who hears of it: the chosen one; every partner, where that can't wait; nobody where no face was tapped."""
        if urgent:
            return policy.partners_beside(me())
        if not self.who.data:
            return []
        return [next((one for one in policy.hearers(me()) if one.key == self.who.data), None) or abort(404)]

    def words(self) -> str:
        return self.own.data or "" if KidView.of(me()).writes_own else ""


def ask_page(ask: KidAsk, form: KidAskForm) -> dict[str, Any]:
    """What stands on the page "Who can help?"."""
    view = KidView.of(me())
    people = policy.partners_beside(me()) if ask.urgent else policy.hearers(me())
    return {"ask": ask, "code": view.code(ask), "people": people, "form": form, "writes_own": view.writes_own}
