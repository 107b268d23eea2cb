"""What somebody asked, said under a need, thanked for, and kept for later."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from household.models import Details, Need, NeedNamed, Reply, Thanks, ThanksTo
from household.policy.own.piece import Piece
from household.policy.seeing import visible_drafts, visible_needs, visible_thanks
from household.policy.thanking import with_known_people


class Said(NamedTuple):
    """Words under a need or with a claim, and that need, where they still see it."""

    words: str
    not_now: bool
    need: Need | None
    asks_for_call: bool = False


def needs(who: Any) -> Iterator[Piece]:
    """What they asked, with what only they and the claimer read of it."""
    mine = list(visible_needs(who).where((Need.asked_by == who.id) & (Need.closed_as != "taken back")))
    Need.take_named(mine, list(NeedNamed.among([need.id for need in mine])))
    rows = Details.select(Details.need, Details.words).join(Need).where(Need.asked_by == who.id)
    details: dict[int, str] = dict(rows.tuples())  # type: ignore[arg-type]
    for need in mine:
        told = asked(need, details.get(need.id, ""))
        told |= {"asked_at": need.asked_at, "when": need.when, "day": need.day, "nudge": need.nudge_words}
        told |= {"closed_at": need.closed_at, "closed_as": need.closed_as}
        yield Piece("needs", need.key, need.asked_at, (need, told["details"]), told)


def asked(ask: Any, details: str) -> dict[str, Any]:
    """What a need, a rhythm and a button have in common."""
    said = {"word": ask.word, "own": ask.own, "feeling": ask.feeling, "details": details}
    return said | {"for": ask.audience, "named": [person.name for person in ask.named]}


def replies(who: Any) -> Iterator[Piece]:
    """What they said under a need, and with a claim that stands."""
    mine = Reply.by == who.id
    held = (Need.claimed_by == who.id) & (Need.warmly != "")
    there = visible_needs(who).where((Need.id << Reply.select(Reply.need).where(mine)) | held)
    seen = {need.id: need for need in there}
    for reply in Reply.select().where(mine):
        said = Said(reply.words, bool(reply.not_now), seen.get(reply.need_id), reply.asks_for_call)
        yield Piece("replies", reply.key, reply.at, said, told_of(said) | {"at": reply.at, "offer": reply.offer})
    for need in seen.values():
        if need.claimed_by_id == who.id and need.warmly:
            said = Said(need.warmly, False, need)
            yield Piece("replies", f"claim-{need.key}", need.claimed_at, said, told_of(said) | {"at": need.claimed_at})


def told_of(said: Said) -> dict[str, Any]:
    """The words, and what they answered, as far as that takes to understand them."""
    told: dict[str, Any] = {"words": said.words, "not_now": said.not_now}
    if said.need:
        told |= {"to": said.need.asked_by.name, "asked_word": said.need.word, "asked_own": said.need.own}
    return told


def thanks(who: Any) -> Iterator[Piece]:
    """What they thanked for."""
    return thanked(who, "thanks", visible_thanks(who).where(Thanks.by == who.id))


def thanks_to_me(who: Any) -> Iterator[Piece]:
    """What others thanked them for, with who wrote it."""
    to_me = ThanksTo.select(ThanksTo.thanks).where(ThanksTo.person == who.id)
    return thanked(who, "thanks_to_me", visible_thanks(who).where((Thanks.id << to_me) & (Thanks.by != who.id)))


def thanked(who: Any, kind: str, query: Any) -> Iterator[Piece]:
    for one in with_known_people(who, query):
        told = {"at": one.at, "by": one.by.name, "to": [person.name for person in one.to]}
        yield Piece(kind, one.key, one.at, one, told | {"did": one.did, "says": one.says, "picture": one.picture})


def drafts(who: Any) -> Iterator[Piece]:
    for draft in visible_drafts(who):
        told = {"word": draft.word, "own": draft.own, "feeling": draft.feeling, "details": draft.details}
        yield Piece("drafts", draft.key, draft.at, draft, told | {"kept_at": draft.at})
