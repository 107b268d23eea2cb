"""A made-up family with a lived-in week, for those who want to look before they move in."""

from datetime import datetime, time, timedelta

from household.content import agreeing
from household.demo.kids import the_kids
from household.demo.times import at, home_day, when
from household.models import (
    Agreement,
    Card,
    CareNote,
    Deed,
    Home,
    Moment,
    Need,
    Person,
    Repair,
    Reply,
    Rhythm,
    Role,
    Story,
    Thanks,
    Weather,
    WhyAnswer,
    WhyLine,
)  # fmt: skip
from household.models.agreement import Words
from household.models.clock import now, stopped
from household.models.founding import found
from household.models.need.when import When, starts
from household.web.places import zone_here

FACES = {
    "Mara": ("egg", "clay", "bun"),
    "Jon": ("loaf", "dusk", "crop"),
    "Ida": ("round", "honey", "plaits"),
    "Theo": ("pear", "sage", "tuft"),
    "Grandma Ruth": ("petal", "rose", "curls"),
}
MOMENTS = {"at breakfast": time(7, 30), "at lunch": time(12, 30), "at dinner": time(18), "after bedtime": time(20)}


def move_in() -> None:
    """Fill an empty notebook with the family and the week behind it."""
    began = now() - timedelta(days=9)
    with stopped(began):
        mara = found(
            home_name="The blue door", zone=zone_here(), moments=MOMENTS, name="Mara", kids_say="Mama",
            face=face("Mara"), made_up=True,
        )  # fmt: skip
        jon = join("Jon", Role.PARTNER, kids_say="Papa")
        ida, theo = join("Ida", Role.KID), join("Theo", Role.KID)
        ruth = with_a_card(mara, "Grandma Ruth", kids_say="Grandma")
        Person.update(likes="good_food errand", likes_own="Soup, any time.").where(Person.id == ruth.id).execute()
    a_week_ago(mara, jon, ida, theo, ruth)
    between_us(mara, jon)
    the_kids(mara, jon, ida, theo)
    today(mara, jon, ruth)


def join(name: str, role: Role, **more: str) -> Person:
    return Person.join(role=role, name=name, face=face(name), **more)


def with_a_card(by: Person, name: str, kids_say: str) -> Person:
    """A guest who took up a card, which works until somebody ends it."""
    card, _, _ = Card.make(by=by, name=name)
    return card.take_up(name=name, face=face(name), kids_say=kids_say)


def face(name: str) -> dict[str, str]:
    return dict(zip(("shape", "ink", "hair"), FACES[name], strict=True))


def a_week_ago(mara: Person, jon: Person, ida: Person, theo: Person, ruth: Person) -> None:
    """What was asked, met and thanked for in the days before."""
    with stopped(at(6, 19)):
        walk = Need.ask(by=jon, word="fresh_air", audience="named", named=[mara], when=when("tonight"))
        walk.claim(by=mara)
    with stopped(at(6, 21)):
        walk.meet(by=jon)
        Story.tell_kids(walk, by=jon, when="done", feels="calm")
        Thanks.give(by=jon, to=[mara], need=walk, did="You walked with me in the rain.", says="You notice things.")
    with stopped(at(5, 20)):
        Thanks.give(
            by=mara, to=[jon], did="You heard I was struggling before I finished the sentence.", audience="home"
        )
    with stopped(at(4, 17)):
        soup = Need.ask(by=mara, word="good_food", audience="orbit", when=when("today"))
        soup.claim(by=ruth)
    with stopped(at(4, 20)):
        soup.meet(by=mara)
        Story.tell_kids(soup, by=mara, when="orbit_helped")
        Thanks.give(by=jon, to=[ruth], did="The soup. And that you didn’t ask why I was quiet.", audience="orbit")
    with stopped(at(3, 21)):
        Thanks.give(
            by=jon, to=[mara], did="Thank you for saying it plainly.", says="You made it safe to ask.", audience="home"
        )
    with stopped(at(2, 18)):
        Thanks.give(by=mara, to=[ida, theo], did="You set the table before I came home.", audience="home")
    with stopped(at(1, 20)):
        bath = Need.ask(by=jon, word="bedtime", audience="partners", when=when("moment", "after bedtime"))
        bath.claim(by=mara)
        bath.meet(by=mara)


def between_us(mara: Person, jon: Person) -> None:
    """What the two of them fall back on."""
    with stopped(at(7, 21)):
        ready = agreeing.ready()
        chosen = [ready[one] for one in ("ask", "care_first", "no_score", "say_ouch", "follow")]
        promises = [Words(one.text, one.slip, one.kid_words, one.id) for one in chosen]
        agreed = Agreement.propose(by=mara, promises=promises, look_again_on=home_day(49), kids_see=True)
    with stopped(at(6, 8)):
        agreed.say_yes(by=jon)
        WhyAnswer.write("y04", by=mara, words="Like putting a heavy bag down.")
        WhyAnswer.write("y04", by=jon, words="That somebody is glad it is me.")
        for line in ("Life got bigger when it became ours.", "We give trust first, and it comes back."):
            WhyLine.propose(by=mara, words=line).keep(by=jon)
    CareNote.keep(
        by=jon, helps="Tea, and nobody asking what is wrong.", hard="Loud voices.", please_dont="Hug me from behind."
    )
    CareNote.get(CareNote.person == jon).show_to(mara, by=jon)
    with stopped(at(1, 22)):
        Repair.ouch(
            by=jon, to=mara, landed="When I told you about my day, you looked at your phone.", feelings="left_out",
            asks="Someone to listen.", welcome="p01 p03",
        )  # fmt: skip
    with stopped(at(0, 7)):
        Weather.tell(by=jon, sky="low", words="Up since five.")


def today(mara: Person, jon: Person, ruth: Person) -> None:
    """What lies on the table now."""
    with stopped(at(0, 8)):
        quiet = Need.ask(by=mara, word="quiet", audience="named", named=[jon], when=when("moment", "after bedtime"))
    with stopped(at(0, 9)):
        quiet.claim(by=jon, starts_at=starts(quiet, Home.here()))
        Reply.write_under(quiet, by=jon, words="Door shut, phone off. I have the kids.")
    with stopped(at(0, 10)):
        Need.ask(
            by=jon, own="Sit with me while I open the tax letter?", feeling="worried", audience="named", named=[mara],
            when=when("tonight"),
        )  # fmt: skip
        clinic = datetime.combine(at(0, 10).date() + timedelta(days=3), time(10))
        ride = Need.ask(by=ruth, word="ride", own="To the eye clinic and back.", audience="home",
                        when=when("pick", picked=clinic))  # fmt: skip
        ride.claim(by=mara, starts_at=clinic.astimezone())
        Need.ask(by=jon, word="tidy_help", audience="home", kids_can_help=True, when=when("weekend"))
        at_dinner = Moment.get(Moment.name == "at dinner")
        Rhythm.begin(by=mara, weekdays=[4], moment=at_dinner, word="time_together", audience="named", named=[jon])
        evenings = [When("moment", home_day(more), at_dinner) for more in (1, 2, 4, 6, 8, 9)]
        dinners = Need.ask_run(
            by=mara,
            whens=evenings,
            word="good_food",
            own="The late shift begins.",
            audience="orbit",
            details="The key is under the blue pot.",
        )
        dinners[1].claim(by=ruth, starts_at=starts(dinners[1], Home.here()))
        Need.ask(
            by=mara, word="errand", own="Stamps, for the birthday cards.", audience="named", named=[ruth],
            when=when("weekend"), details="Twelve of the ones with birds.",
        )  # fmt: skip
    with stopped(at(0, 11)):
        Deed.thank(by=jon, to=[ruth], did="The soup on the stair.", audience="home")
        Thanks.give(by=mara, to=[ruth], did="You came when I was ill.", says="You notice.", audience="orbit")
        Thanks.give(by=jon, to=[mara], did="Thank you for getting up with Theo.", says="You have a big heart.")
