"""Stories: who may tell the kids that a grown-up asked for help, what of it fits, and who is told."""

from typing import Any, NamedTuple

from household.content.kids import kid_asks
from household.content.stories import AFTER, felt
from household.models import Need, Person, Repair, Reply, Story
from household.models.story import can_be_told, own_of, soon_after
from household.models.story.telling import MENDED
from household.policy.roles import GUEST, KID, KIOSK, PARTNER

__all__ = [
    "may_take_story_back",
    "may_tell_kids",
    "one_story_for",
    "stories_for",
    "story_of",
    "visible_stories",
    "ways_to_tell",
]

SHELF = 12  # stories of each kind on a child's page, the newest


class Way(NamedTuple):
    """One way in which something can be told: which text, and how both feel now where the text says so."""

    when: str
    feels: str = ""


def may_tell_kids(who: Any, thing: Need | Repair) -> bool:
    """Of a need its asker alone; of a repair each of the two, for themselves."""
    people = (thing.by_id, thing.to_id) if isinstance(thing, Repair) else (thing.asked_by_id,)
    return who.role == PARTNER and who.id in people


def may_take_story_back(who: Any, story: Story) -> bool:
    """Whoever is in it."""
    return bool(who.id) and who.id in (story.asker.id, story.helper.id)


def visible_stories(who: Any) -> Any:
    """Kids see what is told; the grown-ups those that they are in, told or waiting for a yes."""
    if who.role == KIOSK:
        return Story.all().where(Story.id.is_null())
    if who.role == KID:
        return Story.all().where(Story.told_at >= who.joined_at)
    asked, hurt = (Need.asked_by == who.id) | (Need.claimed_by == who.id), (Repair.by == who.id) | (Repair.to == who.id)
    return Story.all().where(asked | hurt)


def stories_for(kid: Any) -> tuple[list[Story], list[Story]]:
    """What this child was told, and its own: what it asked for and got is told to it alone, and by nobody."""
    told = [story for story in visible_stories(kid).limit(SHELF) if story.fits]
    return told, own_of(kid, got(kid).limit(SHELF))


def one_story_for(kid: Any, key: str) -> Story | None:
    """The one with this key among all of the same, however old."""
    told: Story | None = visible_stories(kid).where(Story.key == key).get_or_none()
    own = own_of(kid, got(kid).where(Need.key == key)) if told is None else []
    return next((story for story in (told, *own) if story and story.fits), None)


def got(kid: Any) -> Any:
    """What a child asked for in its own pictures, and somebody came."""
    came = (Need.asked_by == kid.id) & (Need.closed_as == "met") & Need.claimed_by.is_null(False)
    return Need.all().where(came & (Need.word << [*kid_asks()])).order_by(Need.closed_at.desc(), Need.id.desc())


def story_of(who: Any, thing: Need | Repair) -> Story | None:
    """What is told of it, or waits for a yes, for those who are in it."""
    about = Story.repair if isinstance(thing, Repair) else Story.need
    return visible_stories(who).where(about == thing.id).get_or_none()


def ways_to_tell(who: Any, thing: Need | Repair) -> list[Way]:
    """Those that are true of what happened; none where it is not finished, not for kids, or there are no kids here."""
    if not may_tell_kids(who, thing) or not Person.here(KID).exists():
        return []
    if isinstance(thing, Repair):
        stands = thing.stage == "mended" and not (thing.by_lets_go or thing.to_lets_go)
        return [Way(MENDED)] if stands and thing.beside(who).left_at is None else []
    return how_it_was(thing, thing.claimed_by) if can_be_told(thing) else []


def how_it_was(need: Need, helper: Any) -> list[Way]:
    """By who helped, what was felt and what was said before. Of a child nobody says how it feels now."""
    if helper.left_at:
        return []
    a_child = helper.role == KID
    fitting = {
        "child_helped": a_child,
        "orbit_helped": helper.role == GUEST,
        "done_feeling": need.feeling in felt(),
        "not_now_then_done": soon_after(need, Reply.select().where(Reply.need == need.id)),
    }
    plain = [] if a_child else [Way("done", feels) for feels in AFTER]
    return [*(Way(when) for when, fits in fitting.items() if fits), *plain]
