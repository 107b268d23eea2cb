"""What someone may do with the house and its people. Whether it can still be done is the model's question."""

from typing import Any

from household.models import Device, Draft, Invitation, Need, Person
from household.policy.answering import asked, is_person, may_ask
from household.policy.roles import GUEST, KID, PARTNER

__all__ = [
    "may_add_kid",
    "may_change",
    "may_change_passphrase",
    "may_invite",
    "may_keep",
    "may_keep_codes",
    "may_make_codes",
    "may_put_line_away",
    "may_put_off",
    "may_rename",
    "may_revoke",
    "may_revoke_others",
    "may_say_yes",
    "may_sign_out",
    "may_text",
    "may_theme",
    "may_throw_away",
    "may_withdraw",
]


def may_keep(who: Any) -> bool:
    """Whoever may ask may also keep it for later."""
    return is_person(who) and may_ask(who)


def may_throw_away(who: Any, draft: Draft) -> bool:
    return is_person(who) and draft.by_id == who.id


def may_put_line_away(who: Any) -> bool:
    """The line beside an ask that says that people like to help."""
    return is_person(who) and may_ask(who)


def may_change(who: Any, thing: Any) -> bool:
    """One's own need, and a grown-up's own name and face; a kid's name and face and the home by any partner."""
    if isinstance(thing, Need):
        return asked(who, thing)
    if isinstance(thing, Person):
        return is_person(who) and (who.role == PARTNER if thing.role == KID else thing.id == who.id)
    return who.role == PARTNER


def may_add_kid(who: Any) -> bool:
    return who.role == PARTNER


def may_invite(who: Any) -> bool:
    return who.role == PARTNER


def may_say_yes(who: Any, invitation: Invitation) -> bool:
    return who.role == PARTNER and invitation.by_id is not None


def may_withdraw(who: Any, invitation: Invitation) -> bool:
    return who.role == PARTNER and invitation.by_id == who.id


def may_rename(who: Any, device: Device) -> bool:
    return may_revoke(who, device)


def may_revoke(who: Any, device: Device) -> bool:
    """One's own device; the kids' and the kitchen's are a partner's to look after, another grown-up's never."""
    if device.kiosk or device.person.role == KID:
        return who.role == PARTNER
    return may_revoke_others(who) and device.person_id == who.id


def may_revoke_others(who: Any) -> bool:
    """All of one's own devices but the one in the hand."""
    return who.role in (PARTNER, GUEST)


def may_sign_out(who: Any) -> bool:
    return who.role in (PARTNER, GUEST)


def may_theme(who: Any) -> bool:
    """How this very device shows the house."""
    return who.role in (PARTNER, GUEST)


def may_text(who: Any) -> bool:
    """How large letters are on it."""
    return may_theme(who)


def may_put_off(who: Any) -> bool:
    """The house's wish for a copy in a second place."""
    return who.role == PARTNER


def may_change_passphrase(who: Any) -> bool:
    """Those who come in with one."""
    return who.role == PARTNER


def may_make_codes(who: Any) -> bool:
    return may_change_passphrase(who)


def may_keep_codes(who: Any) -> bool:
    return may_make_codes(who)
