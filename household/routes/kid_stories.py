"""Grown-ups ask for help too: true stories, told to the kids in fixed words, and what the grown-ups promised."""

from flask import Response, abort, render_template, url_for

from household import policy
from household.content.kids import kid_faces
from household.content.stories import ask_back
from household.models import Story
from household.routes.forms.story_page import strip
from household.web.access import authorize, find_or_404, me, or_404
from household.web.answers import back
from household.web.surfaces import own_pages

bp = own_pages("kid_stories", __name__, "/kid/<whose>/stories")


@bp.get("/")
def index() -> str:
    told, own = ([strip(one, me()) for one in stories] for stories in policy.stories_for(me()))
    parents, agreed = policy.partners_beside(me()), policy.agreement_for_kids(me())
    return render_template("kid_stories/index.html", told=told, own=own, parents=parents, agreed=agreed)


@bp.get("/promises")
def promises() -> str:
    agreed = policy.agreement_for_kids(me()) or abort(404)
    return render_template("kid_stories/promises.html", agreed=agreed)


@bp.get("/<key>")
def show(key: str) -> str:
    story = one(key)
    asked = dict(they=story.beside(me()), ask_back=ask_back(), faces=[*kid_faces().values()])
    return render_template("kid_stories/show.html", strip=strip(story, me()), **asked)


@bp.get("/<key>/maybe")
def maybe(key: str) -> str:
    """Whatever face was chosen: there is no right one, and nothing is kept."""
    story = one(key)
    return render_template("kid_stories/maybe.html", story=story, they=story.beside(me()))


@bp.post("/<key>/take-back")
def take_back(key: str) -> Response:
    story = find_or_404(policy.visible_stories(me()), key)
    authorize("take_story_back", story)
    story.take_back(by=me())
    return back(url_for(".index"))


def one(key: str) -> Story:
    """A story that this child was told, or its own, by its key."""
    found: Story = or_404(policy.one_story_for(me(), key))
    return found
