"""An ask button is for its maker alone to see and to change. Whoever has its link can press it, and learns nothing."""

from typing import Any

from household.models import Button
from household.policy.answering import is_person, may_ask
from household.policy.entering import is_here

__all__ = ["may_make_button", "may_remove_button", "may_renew_button", "visible_buttons", "works"]


def visible_buttons(who: Any) -> Any:
    return Button.all().where((Button.by == who.id) if who.id else Button.id.is_null())


def may_make_button(who: Any) -> bool:
    """Whoever may ask may also prepare it."""
    return is_person(who) and may_ask(who)


def may_renew_button(who: Any, button: Button) -> bool:
    return is_person(who) and button.by_id == who.id


def may_remove_button(who: Any, button: Button) -> bool:
    return may_renew_button(who, button)


def works(button: Button) -> bool:
    """Whether pressing it does anything: while its maker is part of the house."""
    return is_here(button.by)
