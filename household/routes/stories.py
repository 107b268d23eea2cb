"""Stories: telling the kids that one asked for help, and taking it back."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from wtforms import StringField

from household import policy
from household.models import Need, Repair, Story
from household.models.base import Refused
from household.policy.stories import Way
from household.routes.forms.story_page import called, untold
from household.web.access import authorize, find_or_404, home, is_me, me, or_404
from household.web.answers import away, back
from household.web.forms import Form

bp = Blueprint("stories", __name__, url_prefix="/stories")


class TellForm(Form):
    """What was looked at: which text, and how both feel."""

    when = StringField(default="")
    feels = StringField(default="")

    def among(self, ways: list[Way]) -> Way:
        """The one that was looked at, if it still fits."""
        chosen = Way(self.when.data or "", self.feels.data or "")
        if chosen not in ways:
            raise Refused("This can’t be told like that now. Please look at it once more.")
        return chosen


@bp.get("/new")
def new() -> Any:
    """What the kids would see, in the first of the ways that fit, or in the one that was chosen."""
    thing = about(request.args)
    story = policy.story_of(me(), thing)
    if story and not is_me(story.waits_for_id):
        return back(page_of(thing))
    ways = policy.ways_to_tell(me(), thing) or abort(404)
    at = request.args.get("way", 0, type=int)
    chosen = ways[at if 0 <= at < len(ways) else 0]
    strip = untold(thing, chosen)
    shown = dict(ways=ways, chosen=chosen, called=called, strip=strip, back_to=page_of(thing))
    return render_template("stories/new.html", thing=thing, **shown)


@bp.post("/")
def tell_kids() -> Response:
    thing = about(request.form)
    authorize("tell_kids", thing)
    way = TellForm.checked().among(policy.ways_to_tell(me(), thing))
    Story.tell_kids(thing, by=me(), when=way.when, feels=way.feels)
    return away(page_of(thing))


@bp.post("/<key>/take-back")
def take_back(key: str) -> Response:
    story = find_or_404(policy.visible_stories(me()), key)
    authorize("take_story_back", story)
    story.take_back(by=me())
    return back(page_of(story.need or story.repair))


def about(args: Any) -> Need | Repair:
    """The need or the repair with the key that was sent, if this reader may see it; else 404."""
    if "repair" in args:
        repair: Repair = find_or_404(policy.visible_repairs(me()), args["repair"])
        return repair
    need: Need = or_404(policy.one_need(me(), home(), args.get("need", "")))
    return need


def page_of(thing: Need | Repair) -> str:
    return url_for("repairs.show" if isinstance(thing, Repair) else "needs.show", key=thing.key)
