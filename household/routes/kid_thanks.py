"""A child says thank you with a picture, and sees what it was thanked for."""

from typing import Any

from flask import Response, abort, render_template, request, url_for

from household import policy
from household.content.kids import QUALITIES, THANKS_PICTURES
from household.models import KidView, Need, Person, Thanks
from household.models.kid_view import code_of
from household.routes.forms.kid_thanking import KidThanksForm, calling
from household.web.access import authorize, find_or_404, me
from household.web.answers import back
from household.web.forms import again
from household.web.surfaces import own_pages

bp = own_pages("kid_thanks", __name__, "/kid/<whose>/thanks")
A_PAGE = 12  # notes


@bp.get("/")
def index() -> str:
    notes, before = policy.visible_thanks(me()), request.args.get("before")
    if before:
        notes = notes.where(Thanks.id < find_or_404(notes, before).id)
    shown = Thanks.with_people(notes.limit(A_PAGE + 1))
    return render_template(
        "kid_thanks/index.html", people=policy.thankable(me()), further=bool(before),
        notes=shown[:A_PAGE], older=shown[A_PAGE:], helped=helped(shown),
        read={note.id for note in shown if policy.reads_words(me(), note)},
    )  # fmt: skip


@bp.get("/to/<key>")
def pick(key: str) -> str:
    shown = {code_of(me(), picture): picture for picture in THANKS_PICTURES}
    return render_template("kid_thanks/pick.html", person=person_with(key), pictures=shown)


@bp.get("/to/<key>/<code>")
def words(key: str, code: str) -> str:
    return render_template("kid_thanks/words.html", **words_page(key, code, KidThanksForm()))


@bp.post("/to/<key>/<code>/thank")
def thank(key: str, code: str) -> Any:
    person, picture = person_with(key), picture_with(code)
    authorize("thank")
    form, good = KidThanksForm.from_post()
    if not good:
        return again("kid_thanks/words.html", **words_page(key, code, form))
    given = Thanks.give(by=me(), to=[person], picture=picture, audience="home", **form.given(person))
    return back(url_for(".given", key=given.key))


@bp.get("/given/<key>")
def given(key: str) -> str:
    return render_template("kid_thanks/given.html", note=mine(key))


@bp.post("/given/<key>/take-back")
def take_back(key: str) -> Response:
    thanks = mine(key)
    authorize("take_back", thanks)
    thanks.take_back(by=me())
    return back(url_for(".index"))


def mine(key: str) -> Thanks:
    """What this child gave."""
    thanks: Thanks = find_or_404(policy.visible_thanks(me()).where(Thanks.by == me().id), key)
    return thanks


def person_with(key: str) -> Person:
    """Whom it thanks."""
    return next((person for person in policy.thankable(me()) if person.key == key), None) or abort(404)


def picture_with(code: str) -> str:
    """The picture that this code stands for on its pages."""
    return next((picture for picture in THANKS_PICTURES if code_of(me(), picture) == code), None) or abort(404)


def helped(notes: list[Thanks]) -> set[int]:
    """Of the needs that these thanks hang on, those that it met itself, by id."""
    ids = [note.need_id for note in notes if note.need_id]
    met = (Need.closed_as == "met") & (Need.claimed_by == me().id)
    return {need.id for need in policy.visible_needs(me()).where(Need.id << ids, met)} if ids else set()


def words_page(key: str, code: str, form: KidThanksForm) -> dict[str, Any]:
    person = person_with(key)
    said = {quality: (mood, calling(person, quality)) for quality, mood in QUALITIES.items()}
    writes = KidView.of(me()).writes_own
    return {
        "form": form, "person": person, "code": code, "picture": picture_with(code), "qualities": said,
        "writes_own": writes, "notice": " ".join(form.mistakes),
    }  # fmt: skip
