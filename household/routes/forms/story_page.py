"""A story as three panels, for the kids and for whoever tells it: who is in each, how they look, and what is said."""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask_babel import gettext as _

from household import policy
from household.content.kids import kid_faces
from household.content.stories import SKIES, texts
from household.models import Need, Person, Repair, Story
from household.web.access import me


class Drawn(NamedTuple):
    """The faces of a panel, each with its mood; what one of them says, as a picture; and what is in the sky."""

    faces: list[tuple[Person, str]]
    says: str = ""
    sky: str = ""


class Panel(NamedTuple):
    words: str
    drawn: Drawn


class Strip(NamedTuple):
    story: Story
    panels: list[Panel]

    @property
    def words(self) -> str:
        """All of it, to be read aloud."""
        return " ".join(panel.words for panel in self.panels)


PLAIN = ""  # of somebody of whom nobody said how they felt
SCENES: dict[str, Callable[[Story], Drawn]] = {
    "felt": lambda one: Drawn([(one.asker, mood(one.before))], sky=SKIES[one.before]),
    "asks": lambda one: Drawn([(one.asker, PLAIN)], says=one.word.picture),
    "later": lambda one: Drawn([(one.helper, PLAIN)], says="soon"),
    "comes": lambda one: Drawn([(one.asker, PLAIN), (one.helper, "happy")], sky=one.word.picture),
    "helps": lambda one: Drawn([(one.helper, "happy"), (one.asker, PLAIN)], sky=one.word.picture),
    "thanks": lambda one: Drawn([(one.asker, "happy")], says="heart"),
    "brave": lambda one: Drawn([(one.asker, "proud")], sky="sun"),
    "hurt": lambda one: Drawn([(one.asker, "sad")], says="hurt"),
    "sorry": lambda one: Drawn([(one.helper, "sad")], says="flower"),
    "feels": lambda one: Drawn([(one.asker, mood(one.feels)), (one.helper, mood(one.feels))], sky=SKIES[one.feels]),
    "team": lambda one: Drawn([(one.asker, "happy"), (one.helper, "happy")], sky="heart"),
}


def mood(feeling: str) -> str:
    return kid_faces()[feeling].mood


def strip(story: Story, reader: Person) -> Strip:
    """As this reader sees it: whoever helped reads “You helped”."""
    text = texts()[story.when]
    said = text.filled(
        aside=story.helper.id != reader.id,
        asker=story.asker.for_kids,
        helper=story.helper.for_kids,
        need=story.word.kid if story.word else "",
        feel=word(story.feels),
        feel_before=word(story.before),
    )
    return Strip(story, [Panel(words, SCENES[panel](story)) for words, panel in zip(said, text.panels, strict=True)])


def word(feeling: str) -> str:
    return kid_faces()[feeling].word if feeling else ""


def untold(thing: Need | Repair, way: Any) -> Strip:
    """What the kids would see. A child who helped is shown as it will read it itself."""
    about = {"repair": thing} if isinstance(thing, Repair) else {"need": thing}
    story = Story(**about, told_by=me(), when=way.when, feels=way.feels)
    return strip(story, story.helper if way.when == "child_helped" else me())


def called(way: Any, story: Story) -> str:
    """What a way to tell it is called where one chooses."""
    return {
        "child_helped": _("%(name)s helped", name=story.helper.name),
        "orbit_helped": _("%(name)s came to our home", name=story.helper.name),
        "done_feeling": _("First you felt %(feeling)s", feeling=word(story.before)),
        "not_now_then_done": _("First “not now”, and then %(name)s came", name=story.helper.name),
        "done": _("Now you both feel %(feeling)s", feeling=word(way.feels)),
    }[way.when]


def kids_know(thing: Need | Repair) -> dict[str, Any]:
    """For the thing's own page: the story that the kids know of it, or whether it could be told."""
    is_over = thing.stage == "mended" if isinstance(thing, Repair) else thing.closed_as == "met"
    story = policy.story_of(me(), thing) if is_over else None
    return {"story": story, "could_tell": is_over and story is None and bool(policy.ways_to_tell(me(), thing))}
