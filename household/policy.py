"""Who may see and do what. The only place that knows what a role means."""

from datetime import date, timedelta
from typing import Any

from household.models import Device, Home, Invitation, Need, NeedNamed, Person, Reply, Role, Thanks, ThanksTo
from household.models.clock import now

PARTNER, KID, GUEST, KIOSK = Role.PARTNER, Role.KID, Role.GUEST, Role.KIOSK

# what a role hears of without being named; a kid only what is marked "kids can help"
SEES = {
    PARTNER: {"partners", "home", "orbit"},
    KID: {"kids"},
    GUEST: {"orbit"},
    KIOSK: {"home", "orbit"},
}
THANKS_SEEN = SEES | {KID: {"home", "orbit"}}
ASKS = {
    PARTNER: ("named", "partners", "home", "orbit"),
    KID: ("named",),
    GUEST: ("named", "partners", "orbit"),
}

# a signed-in device is forgotten after so many days without use; a guest's card has an end of its own
IDLE = {PARTNER: 90, KID: 365, GUEST: 365, KIOSK: 365}

# the doors that exist so far; to everyone else a place is not there
PLACES = {PARTNER: {"table", "needs", "replies", "thanks", "us", "people", "invitations", "home", "live", "door"}}


# ---- coming in


def admits(device: Device) -> bool:
    """Whether whoever holds this device is still signed in."""
    who = device.holder
    if who is None or now().date() - device.last_day > timedelta(days=IDLE[who.role]):
        return False
    return who.role == KIOSK or (who.left_at is None and not has_ended(who))


def has_ended(person: Person) -> bool:
    """Whether a guest's last day is over."""
    home = Home.current()
    return person.until is not None and home is not None and home.today > person.until


def may_enter(who: Any, place: str) -> bool:
    return place in PLACES.get(who.role, set())


def faces_at(device: Device | None) -> list[Person]:
    """Who may be chosen by face on this device: partners, where a partner has been in before."""
    if device is None or device.person is None or device.person.role != PARTNER:
        return []
    return list(Person.here(PARTNER))


# ---- seeing


def sees(who: Any) -> set[str]:
    """The words of a circle (see Event) that include this person or device."""
    return SEES[who.role] | {who.key}


def hears(who: Any, circle: set[str]) -> bool:
    """Whether a change in this circle is any business of theirs."""
    return bool(sees(who) & circle)


def visible_needs(who: Any) -> Any:
    """What this person may see, and nothing older. A need whose day has passed waits with its asker alone."""
    asked = Need.asked_by == who.id
    named = Need.id << NeedNamed.select(NeedNamed.need).where(NeedNamed.person == who.id)
    shared = Need.audience << SEES[who.role]
    if who.role == KID:
        shared = (Need.audience << ("home", "orbit")) & Need.kids_can_help
    still = Need.day.is_null() | (Need.day >= _today()) | Need.claimed_by.is_null(False) | Need.closed_at.is_null(False)
    query = Need.all().where(asked | ((named | shared) & still))
    return query.where(Need.closed_at.is_null() | (Need.closed_at >= who.joined_at)) if who.joined_at else query


def visible_replies(who: Any, need: Need) -> Any:
    """The replies under a need that this person may see: those of its audience when they were written."""
    mine = Reply.by == who.id
    if need.asked_by_id == who.id:
        shown = mine | (Reply.need == need.id)
    else:
        named = NeedNamed.select().where((NeedNamed.need == need.id) & (NeedNamed.person == who.id)).exists()
        circles = SEES[who.role] | ({"named"} if named else set()) | ({"home", "orbit"} if who.role == KID else set())
        shown = mine | ((Reply.not_now == "") & (Reply.audience << circles))
    query = Reply.select(Reply, Person).join(Person).where((Reply.need == need.id) & shown).order_by(Reply.id)
    return query.where(Reply.at >= who.joined_at) if who.joined_at else query


def visible_thanks(who: Any) -> Any:
    mine = Thanks.by == who.id
    to_me = Thanks.id << ThanksTo.select(ThanksTo.thanks).where(ThanksTo.person == who.id)
    shown = mine | to_me | (Thanks.audience << THANKS_SEEN[who.role])
    query = Thanks.select(Thanks, Person).join(Person).where(shown).order_by(Thanks.id.desc())
    return query.where(Thanks.at >= who.joined_at) if who.joined_at else query


def visible_people(who: Any) -> Any:
    """Partners see the whole house; a guest and a kid see partners and themselves; a tablet nobody by itself."""
    people = Person.here()
    if who.role == PARTNER:
        return people
    return (
        people.where((Person.role == PARTNER) | (Person.id == who.id)) if who.id else people.where(Person.id.is_null())
    )


def changeable_people(who: Any) -> Any:
    """Those whose name and face this person may change."""
    return visible_people(who).where((Person.id == who.id) | ((Person.role == KID) & (who.role == PARTNER)))


def visible_invitations(who: Any) -> Any:
    waiting = Invitation.waiting()
    return waiting if who.role == PARTNER else waiting.where(Invitation.id.is_null())


def audiences(who: Any) -> tuple[str, ...]:
    """For whom this person may ask."""
    return ASKS.get(who.role, ())


def others(who: Any, *roles: Role) -> list[Person]:
    """Everyone else whom this person may name, or those of some roles."""
    return [person for person in Person.here(*roles) if may_name(who, person)]


def partners_beside(who: Any) -> list[Person]:
    return others(who, PARTNER)


def circles(who: Any) -> dict[str, list[Person]]:
    """The circles there are to ask in, narrowest first, with the people in each; empty circles are not offered."""
    partners, kids, guests = (others(who, role) for role in (PARTNER, KID, GUEST))
    offered: dict[str, list[Person]] = {
        "partners": partners if len(partners) > 1 else [],
        "home": partners + kids if kids else [],
        "orbit": partners + kids + guests if guests else [],
    }
    return {name: people for name, people in offered.items() if people and name in audiences(who)}


def may_name(who: Any, person: Person) -> bool:
    """Whether a need may be for this person by name: a partner asks anyone, the others ask partners."""
    return _is_person(who) and person.id != who.id and PARTNER in (who.role, person.role)


# ---- doing


def may_ask(who: Any) -> bool:
    return who.role in ASKS


def may_claim(who: Any, need: Need) -> bool:
    return _is_person(who) and need.asked_by_id != who.id


def may_hand_back(who: Any, need: Need) -> bool:
    return _is_person(who) and need.claimed_by_id == who.id


def may_move(who: Any, need: Need) -> bool:
    return may_hand_back(who, need)


def may_meet(who: Any, need: Need) -> bool:
    return _is_person(who) and who.id in (need.asked_by_id, need.claimed_by_id)


def may_rest(who: Any, need: Need) -> bool:
    return _asked(who, need)


def may_reopen(who: Any, need: Need) -> bool:
    return _asked(who, need)


def may_take_back(who: Any, thing: Any) -> bool:
    """One's own words: a need, a reply or thanks."""
    return _asked(who, thing) if isinstance(thing, Need) else _is_person(who) and thing.by_id == who.id


def may_reply(who: Any, need: Need) -> bool:
    return who.role in (PARTNER, GUEST)


def may_not_now(who: Any, need: Need) -> bool:
    return may_claim(who, need)


def may_thank(who: Any) -> bool:
    return _is_person(who)


def may_change(who: Any, thing: Any) -> bool:
    """One's own name and face, and a kid's and the home's by any partner."""
    if isinstance(thing, Person):
        return _is_person(who) and (thing.id == who.id or (who.role == PARTNER and thing.role == KID))
    return who.role == PARTNER


def may_add_kid(who: Any) -> bool:
    return who.role == PARTNER


def may_invite(who: Any) -> bool:
    return who.role == PARTNER


def may_say_yes(who: Any, invitation: Invitation) -> bool:
    return who.role == PARTNER and invitation.by_id is not None


def may_withdraw(who: Any, invitation: Invitation) -> bool:
    return who.role == PARTNER and invitation.by_id == who.id


def _is_person(who: Any) -> bool:
    return who.role in (PARTNER, KID, GUEST)


def _asked(who: Any, need: Need) -> bool:
    return _is_person(who) and need.asked_by_id == who.id


def _today() -> date:
    home = Home.current()
    return home.today if home else now().date()
