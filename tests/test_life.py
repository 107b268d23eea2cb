"""The life of needs, lived at random: whatever the family does, it goes as a few plain rules say it should."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from household import policy
from household.database import db
from household.models import Event, Home, Need, Reply, Thanks, Widening
from household.models.base import Refused
from household.models.clock import now, stopped
from household.models.need.when import When

PARTNERS, KIDS, GUESTS = {"mara", "jon"}, {"ida", "theo"}, {"ruth"}
PEOPLE = sorted(PARTNERS | KIDS | GUESTS)
VIEWERS = [*PEOPLE, "kitchen"]
WORDS = {"quiet": False, "tidy_help": True, "hug": False, "": True}  # whether kids can carry it; "" is own words
TOO_HEAVY = {"hug"}  # for a child in any case
CIRCLES = {"partners": PARTNERS, "home": PARTNERS | {"kitchen"}, "orbit": PARTNERS | GUESTS | {"kitchen"}}
ASKS = {
    **{name: {"named", "partners", "home", "orbit"} for name in PARTNERS},
    **{name: {"named"} for name in KIDS},
    **{name: {"named", "partners", "home"} for name in GUESTS},  # no guest knows of another
}

# ---- the house as one would explain it at the kitchen table


@dataclass(eq=False)
class Said:
    """A reply: who wrote it, and whether it is a "not now"."""

    by: str
    not_now: bool
    record: Any
    readers: set[str] = field(default_factory=set)
    offer: str = ""
    wording: str = ""


@dataclass(eq=False)
class Told:
    """A need as the family would tell of it."""

    record: Any
    by: str
    audience: str
    named: set[str]
    kids: bool
    day: date | None
    holder: str | None = None
    ending: str = ""
    nudged: bool = False
    stale: bool = False
    before: tuple[str, set[str], bool] | None = None
    said: list[Said] = field(default_factory=list)

    def for_whom(self) -> set[str]:
        """Everyone it is for, whatever day it is."""
        circle = self.named if self.audience == "named" else CIRCLES[self.audience] | (KIDS if self.kids else set())
        return circle | {self.by}

    def seen_by(self, today: date) -> set[str]:
        """A need whose day has passed is its asker's alone, unless somebody took it or it was met."""
        passed = self.day is not None and self.day < today and not self.holder and self.ending != "met"
        return {self.by} if passed else self.for_whom()

    def reads(self, who: str, said: Said) -> bool:
        """A child reads on its own pages, where nothing stands that others typed under a need."""
        if who in KIDS:
            return who == said.by
        return who in (self.by, said.by) or (not said.not_now and who in said.readers)


MAY: dict[str, Callable[[Told, str], bool]] = {  # of those who see it
    "claim": lambda need, who: who != need.by,
    "not_now": lambda need, who: who != need.by,
    "hand_back": lambda need, who: who == need.holder,
    "move": lambda need, who: who == need.holder,
    "meet": lambda need, who: who in (need.by, need.holder),
    "rest": lambda need, who: who == need.by,
    "reopen": lambda need, who: who == need.by,
    "take_back": lambda need, who: who == need.by,
    "reply": lambda need, who: who not in KIDS,
    "nudge": lambda need, who: who == need.by and who not in KIDS,
    "narrow": lambda need, who: who == need.by,
}
CAN: dict[str, Callable[[Told, str], bool]] = {  # as it stands
    "claim": lambda need, who: need.holder == who or not (need.holder or need.ending),
    "not_now": lambda need, who: not need.ending,
    "hand_back": lambda need, who: not need.ending,
    "move": lambda need, who: not need.ending,
    "meet": lambda need, who: need.ending in ("", "met"),
    "rest": lambda need, who: need.ending in ("", "rested"),
    "reopen": lambda need, who: need.ending in ("met", "rested") or not (need.ending or need.holder),
    "take_back": lambda need, who: True,
    "reply": lambda need, who: need.ending != "taken back",
    "nudge": lambda need, who: bool(need.holder) and not need.ending and not need.nudged,
    "narrow": lambda need, who: need.before is not None and not need.ending,
}


def becomes(need: Told, verb: str, who: str, day: date | None) -> None:
    """What a verb that is done does."""
    if verb == "claim":
        need.nudged, need.stale = need.nudged and need.holder == who, need.stale and need.holder == who
        need.holder = who
    elif verb == "hand_back":
        need.holder, need.nudged = None, False
    elif verb == "move":
        need.stale = False
    elif verb == "nudge":
        need.nudged = True
    elif verb == "narrow":
        assert need.before
        need.audience, need.named, need.kids = need.before
        need.before = None
        lose_sight(need)
    elif verb == "reopen":
        need.holder, need.ending, need.day, need.nudged = None, "", day, False
    elif verb == "take_back":
        need.ending, need.kids = "taken back", False
    elif verb in ("meet", "rest"):
        need.ending = {"meet": "met", "rest": "rested"}[verb]


def lose_sight(need: Told) -> None:
    """Whoever has it and can't see it any more has it no more."""
    if need.holder and need.holder not in need.for_whom():
        need.holder, need.nudged = None, False


# ---- the house as it is, beside it


class Life(RuleBasedStateMachine):
    """The cast does whatever comes to mind, and days pass."""

    needs = Bundle("needs")
    cast: SimpleNamespace

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Told] = []
        self.steps = 0
        self.thanks: list[tuple[Any, str, set[str], str]] = []
        self.block, self.clock = db.atomic(), stopped(now())
        self.notebook = self.block.__enter__()
        self.clock.__enter__()

    def teardown(self) -> None:
        for name in VIEWERS:
            self.sees_what_is_theirs(name)
            self.reads_the_thanks_that_are_theirs(name)
        self.notebook.rollback()
        self.block.__exit__(None, None, None)
        self.clock.__exit__(None, None, None)

    @property
    def today(self) -> date:
        home = Home.current()
        assert home
        return home.today

    def someone(self, name: str) -> Any:
        return getattr(self.cast, name)

    def when(self, days: int | None) -> When:
        return When() if days is None else When("today", self.today + timedelta(days=days))

    @rule(
        target=needs,
        by=st.sampled_from(PEOPLE),
        audience=st.sampled_from(["named", "partners", "home", "orbit"]),
        names=st.sets(st.sampled_from(PEOPLE), max_size=3),
        kids=st.booleans(),
        word=st.sampled_from(sorted(WORDS)),
        days=st.sampled_from([None, 0, 1, 2]),
    )
    def ask(self, by: str, audience: str, names: set[str], kids: bool, word: str, days: int | None) -> Told | None:
        asker, named = self.someone(by), [self.someone(name) for name in sorted(names)]
        assert set(policy.audiences(asker)) == ASKS[by]
        for name in names:
            assert policy.may_name(asker, self.someone(name)) == (name != by and bool(PARTNERS & {by, name}))
        to, may = names - {by}, kids and audience in ("home", "orbit")
        heavy = (may and not WORDS[word]) or (audience == "named" and word in TOO_HEAVY and to & KIDS)
        try:
            how = dict(word=word, own="" if word else "x", kids_can_help=kids, when=self.when(days))
            need = Need.ask(by=asker, audience=audience, named=named, **how)
        except Refused:
            assert heavy or (audience == "named" and not to), (by, audience, names, kids, word)
            return None
        assert not heavy and (audience != "named" or to)
        told = Told(need, by, audience, to if audience == "named" else set(), may, self.when(days).day)
        self.told.append(told)
        self.woken(told.for_whom(), told.for_whom())
        return told

    @rule(need=needs, who=st.sampled_from(VIEWERS), verb=st.sampled_from(sorted(MAY)), days=st.sampled_from([None, 0]))
    def act(self, need: Told | None, who: str, verb: str, days: int | None) -> None:
        if need is None:
            return
        person, seen = self.someone(who), need.seen_by(self.today)
        fresh = policy.visible_needs(person).where(Need.key == need.record.key).get_or_none()
        assert (fresh is not None) == (who in seen), (who, verb)
        if fresh is None:
            return
        may = who in PEOPLE and MAY[verb](need, who)
        assert getattr(policy, f"may_{verb}")(person, fresh) == may, (who, verb)
        if not may:
            return
        can, reach, last = CAN[verb](need, who), need.for_whom(), self.newest_event()
        told_to = need.for_whom()
        try:
            self.do(fresh, verb, person, days)
        except Refused:
            assert not can, (who, verb)
            return
        assert can, (who, verb)
        if verb in ("reply", "not_now"):
            said = Reply.select().order_by(Reply.id.desc()).get()
            need.said.append(Said(who, verb == "not_now", said, told_to))
        becomes(need, verb, who, self.when(days).day)
        if self.newest_event() != last:
            for_two = {need.by, who if verb != "nudge" else need.holder or who}
            between = for_two if verb in ("not_now", "nudge") else need.seen_by(self.today) | seen
            self.woken(between, for_two if verb in ("not_now", "nudge") else for_two | reach | need.for_whom())

    def do(self, need: Need, verb: str, by: Any, days: int | None) -> None:
        if verb == "reply":
            Reply.write_under(need, by=by, words="I can.")
        elif verb == "not_now":
            Reply.say_not_now(need, by=by)
        elif verb == "reopen":
            need.reopen(by=by, when=self.when(days))
        elif verb == "nudge":
            need.nudge(by=by, words="Still good?")
        elif verb == "narrow":
            old = Widening.of(need)
            need.narrow(by=by, free=bool(old and need.claimed_by and not policy.hears(need.claimed_by, old.reach)))
        elif verb in ("claim", "move"):
            getattr(need, verb)(by=by, starts_at=now())
        else:
            getattr(need, verb)(by=by)

    @rule(
        need=needs,
        audience=st.sampled_from(["named", "partners", "home", "orbit"]),
        names=st.sets(st.sampled_from(PEOPLE), min_size=1, max_size=3),
        kids=st.booleans(),
        other=st.booleans(),
    )
    def change(self, need: Told | None, audience: str, names: set[str], kids: bool, other: bool) -> None:
        """Other words, or the same for others. Whom one may ask, the form asks policy; the house asks the rest."""
        if need is None or audience not in ASKS[need.by]:
            return
        to, may = (names - {need.by} if audience == "named" else set()), kids and audience in ("home", "orbit")
        fresh: Any = Need.get_by_id(need.record.id)
        word = "tidy_help" if other else fresh.word
        new = Told(need.record, need.by, audience, to, may, need.day)
        keys = {self.someone(name).key for name in to | {need.by}}
        reach = keys | {audience} - {"named"} | ({"kids"} if may else set())
        wider, gone = policy.gain(fresh.reach, reach), bool(need.holder and need.holder not in new.for_whom())
        assert wider == bool(new.for_whom() - need.for_whom())
        heavy = (may and not WORDS[word]) or (word in TOO_HEAVY and to & KIDS)
        seen, reached = need.seen_by(self.today), need.for_whom()
        try:
            fresh.change(
                by=self.someone(need.by), word=word, own=fresh.own, audience=audience, wider=wider, free=gone,
                named=[self.someone(name) for name in sorted(to)], kids_can_help=kids,
                when=When(fresh.when, fresh.day, fresh.moment, fresh.time),
            )  # fmt: skip
        except Refused:
            assert heavy or need.ending or (audience == "named" and not to)
            return
        assert not (heavy or need.ending)
        if wider:
            need.before = (need.audience, need.named, need.kids)
        need.stale = need.stale or (word != need.record.word and bool(need.holder))
        need.audience, need.named, need.kids, need.record = audience, to, may, Need.get_by_id(fresh.id)
        lose_sight(need)
        self.woken(seen | need.seen_by(self.today), reached | need.for_whom())

    @rule(need=needs, who=st.sampled_from(PEOPLE), kind=st.sampled_from(["time", "part", "else", "person", "word"]))
    def offer(self, need: Told | None, who: str, kind: str) -> None:
        if need is None or who not in need.seen_by(self.today) or who == need.by or need.ending:
            return
        fresh: Any = Need.get_by_id(need.record.id)
        made = Reply.say_not_now(fresh, by=self.someone(who), words="Later", offer=kind)
        need.said.append(Said(who, True, made, set(), kind, fresh.wording))

    @rule(need=needs, number=st.integers(0, 3))
    def take_an_offer_up(self, need: Told | None, number: int) -> None:
        if need is None or number >= len(need.said):
            return
        said, fresh = need.said[number], Reply.get_by_id(need.said[number].record.id)
        reaches = said.by in need.for_whom()
        assert policy.may_take_up(self.someone(need.by), fresh) == reaches
        assert not any(policy.may_take_up(self.someone(name), fresh) for name in VIEWERS if name != need.by)
        if not reaches:
            return
        stands = said.offer in ("time", "part", "else") and said.wording == fresh.need.wording
        try:
            fresh.take_up(by=self.someone(need.by))
        except Refused:
            assert not stands or need.holder or need.ending
            return
        assert stands and not need.ending
        becomes(need, "claim", said.by, None)
        said.offer = ""

    @rule(need=needs, who=st.sampled_from(PEOPLE), number=st.integers(0, 3))
    def take_a_reply_back(self, need: Told | None, who: str, number: int) -> None:
        if need is None or who not in need.seen_by(self.today) or number >= len(need.said):
            return
        said = need.said[number]
        found = policy.visible_replies(self.someone(who), need.record).where(Reply.key == said.record.key).get_or_none()
        assert (found is not None) == need.reads(who, said)
        if found is None:
            return
        assert policy.may_take_back(self.someone(who), found) == (who == said.by)
        if who == said.by:
            found.take_back(by=self.someone(who))
            need.said.remove(said)

    @rule(
        need=needs,
        by=st.sampled_from(PEOPLE),
        names=st.sets(st.sampled_from(PEOPLE), max_size=3),
        audience=st.sampled_from(["named", "partners", "home", "orbit"]),
    )
    def thank(self, need: Told | None, by: str, names: set[str], audience: str) -> None:
        to, it = [self.someone(name) for name in sorted(names)], need.record if need else None
        assert policy.may_thank(self.someone(by))
        try:
            given = Thanks.give(by=self.someone(by), to=to, did="You came.", audience=audience, need=it)
        except Refused:
            assert not names - {by}
            return
        assert names - {by}
        self.thanks.append((given, by, names, audience))

    @rule()
    def a_night_passes(self) -> None:
        later = now() + timedelta(days=1)
        self.clock.__exit__(None, None, None)
        self.clock = stopped(later)
        self.clock.__enter__()
        for need in self.told:
            need.before = None  # ten minutes are over

    def newest_event(self) -> Any:
        return Event.select(Event.id).order_by(Event.id.desc()).limit(1).scalar()

    def woken(self, at_least: set[str], at_most: set[str]) -> None:
        """Who sees it, or saw it until now, looks again; nobody else stirs."""
        circle = Event.select().order_by(Event.id.desc()).get().circle
        heard = {name for name in VIEWERS if policy.hears(self.someone(name), circle)}
        assert at_least <= heard <= at_most | at_least, (at_least, heard, at_most)

    @invariant()
    def everyone_sees_and_reads_what_is_theirs(self) -> None:
        """One of them looks after each step, in turn."""
        self.steps += 1
        self.sees_what_is_theirs(VIEWERS[self.steps % len(VIEWERS)])
        self.reads_the_thanks_that_are_theirs(VIEWERS[self.steps % len(VIEWERS)])

    def sees_what_is_theirs(self, name: str) -> None:
        who, today = self.someone(name), self.today
        shown = {need.key: need for need in policy.visible_needs(who)}
        mine = {need.record.key: need for need in self.told if name in need.seen_by(today)}
        assert shown.keys() == mine.keys(), name
        for key, need in mine.items():
            holder = shown[key].claimed_by
            as_it_is = (holder and holder.name.lower(), shown[key].closed_as, shown[key].day)
            assert as_it_is == (need.holder, need.ending, need.day)
            assert bool(shown[key].nudged_at) == need.nudged or need.ending
            if need.said:
                read = {said.record.key for said in need.said if need.reads(name, said)}
                assert {reply.key for reply in policy.visible_replies(who, shown[key])} == read, name

    def reads_the_thanks_that_are_theirs(self, name: str) -> None:
        if self.thanks:
            theirs = {
                given.key
                for given, by, names, audience in self.thanks
                if name in (names | {by}) or name in CIRCLES.get(audience, set()) | self.kids_in(audience)
            }
            assert {one.key for one in policy.visible_thanks(self.someone(name))} == theirs, name

    def kids_in(self, audience: str) -> set[str]:
        """What the home is thanked for, its children read."""
        return KIDS if audience in ("home", "orbit") else set()


@pytest.mark.parametrize(
    ("lives", "steps"), [(20, 30), pytest.param(1_000, 50, marks=pytest.mark.long)], ids=["a few", "a thousand"]
)
def test_whatever_they_do_it_goes_as_the_rules_of_the_table_say(cast, lives, steps):
    Life.cast = cast
    how = dict(max_examples=lives, stateful_step_count=steps, deadline=None, database=None, derandomize=lives < 100)
    run_state_machine_as_test(Life, settings=settings(**how, suppress_health_check=list(HealthCheck)))
