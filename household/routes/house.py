"""The house itself: whether all is well with it, for the partners who keep it."""

from flask import Blueprint, Response, current_app, render_template, url_for

from household.database import db
from household.keeping import doctor, reminder
from household.keeping.doctor import Finding, House, Said
from household.keeping.doctor.finding import CLOCK, COMPUTER, COPIES, DISK, HTTPS, NOTEBOOK, REACHING
from household.web.access import authorize
from household.web.answers import away
from household.web.places import lan_addresses, zone_here

bp = Blueprint("house", __name__, url_prefix="/house")
GROUPS = (  # what one comes to look after first
    (COPIES, {COPIES}),
    (REACHING, {REACHING, HTTPS}),
    (COMPUTER, {NOTEBOOK, DISK, CLOCK, COMPUTER}),
)


@bp.get("/")
def index() -> str:
    house = House(current_app.config, lan_addresses(), zone_here(), ask=answered, brief=True)
    findings = doctor.look(house)
    return render_template(
        "house/index.html",
        answer=doctor.answer(findings),
        undone=list(doctor.undone(findings)),
        groups=grouped(findings),
        more=house.command("doctor"),
    )


@bp.post("/put-off")
def put_off() -> Response:
    """Say nothing of a second place for a month."""
    authorize("put_off")
    reminder.put_off()
    return away(url_for("us.index"))


def grouped(findings: list[Finding]) -> list[tuple[Said, list[Finding]]]:
    """What is well or worth knowing, in a few calm groups."""
    rest = [one for one in findings if one.good is not False]
    return [(title, [one for one in rest if one.group in parts]) for title, parts in GROUPS]


def answered(question: str) -> list[tuple]:
    return db.execute_sql(question).fetchall()
