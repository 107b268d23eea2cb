"""The words of the house: each can be translated, none counts or ranks anybody, and a child could read them all."""

import ast
import re
from collections import Counter
from datetime import timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import textstat
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_from_file
from jinja2 import Environment, nodes
from peewee import ForeignKeyField

from household import content
from household.content import agreeing, care, checking_in, why
from household.content.checking import answers, question
from household.content.finding import families, feelings_by_id, not_sure
from household.content.guests import ready_thanks, wishes
from household.content.kids import faces, kid_asks, kid_faces, told
from household.content.practicing import practices
from household.content.stories import AFTER, ask_back, texts
from household.database import db
from household.demo import move_in
from household.models import (
    TABLES,
    Agreement,
    Card,
    CareNote,
    CheckIn,
    Device,
    Draft,
    Home,
    Invitation,
    KioskView,
    Knock,
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
)
from household.models.agreement import Words
from household.models.clock import now

ROOT = Path(__file__).parent.parent
PAGES = {str(path.relative_to(ROOT / "templates")): path.read_text() for path in ROOT.glob("templates/**/*.html")}
SPOKEN = ("aria-label", "placeholder", "title", "alt")
LETTER = r"[^\W\d_]"
ATTRIBUTE = r'\b[a-z]+(-[a-z]+)*="[^"]*"|\bdata-[a-z-]+'  # what a block or macro puts into a tag


class Visible(HTMLParser):
    """What a page says to eye or ear."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.said += [value for name, value in attrs if name in SPOKEN and value]

    def handle_data(self, words: str) -> None:
        self.said.append(words)

    def __str__(self) -> str:
        return re.sub(r"\s+", " ", " | ".join(one for one in self.said if one.strip()))


# ---- every word can be translated


def test_every_word_of_a_template_is_marked_for_translation():
    jinja = Environment(extensions=["jinja2.ext.i18n"])
    for name, page in PAGES.items():
        source = re.sub(r"\{#.*?#\}|\{%-?\s*trans\b.*?endtrans\s*-?%\}", "", page, flags=re.S)
        plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.S)
        words = re.sub(ATTRIBUTE, "", str(Visible(plain))).replace(" · Household", "")  # its own name
        assert not re.search(LETTER, words), name
        tree = jinja.parse(page)
        calls = [call for call in tree.find_all(nodes.Call) if called(call) in ("_", "ngettext")]
        marked = {id(one) for call in calls for one in call.args}
        unmarked = [one.value for one in tree.find_all(nodes.Const) if id(one) not in marked]
        loose = [one for one in unmarked if isinstance(one, str) and re.match(f"[A-Z]{LETTER}+( |$)", one)]
        assert loose == [], name


def called(call: nodes.Call) -> str:
    return call.node.name if isinstance(call.node, nodes.Name) else ""


def test_every_sentence_that_is_translated_elsewhere_can_be_found():
    """The refusals of the models, and what the doctor says."""
    for path in (*ROOT.glob("household/models/**/*.py"), *ROOT.glob("household/keeping/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Refused", "TooLate", "Said"):
                assert isinstance(node.args[0], ast.Constant), f"{path.name}, line {node.lineno}"


# ---- nobody is counted

BANNED = (
    r"%|\bwaiting for \d+ days?\b|\b(streaks?|points?|scores?|rank(s|ing)?|leaderboards?|levels?|times|overdue|pending|"
    r"tasks?|dashboards?|users?|status|assigned|completed?|seen at|last online|typing)\b"
)


UNSAID = r"do not keep score|\bno score\b"  # what a promise says nobody does
UNCOUNTED = r"https?://\S+|\d+:\d+|\d+ (Jun|Jul)"  # an address, a time and a day count nothing


@pytest.fixture
def lived_in(app: Any) -> dict[str, Person]:
    """The made-up family, and much more by three of them."""
    move_in()
    people = {person.name: person for person in Person.here()}
    mara, jon, ruth = people["Mara"], people["Jon"], people["Grandma Ruth"]
    with db.atomic():
        for who, helper, asks, thanks in [(mara, jon, 13, 33), (jon, mara, 14, 37), (ruth, jon, 15, 41)]:
            for _ in range(asks):
                need = Need.ask(by=who, word="good_food", audience="orbit")
                need.claim(by=helper)
                Reply.write_under(need, by=helper, words="I can.")
            for _ in range(thanks):
                Thanks.give(by=who, to=[helper], did="You came.", audience="orbit")
        Invitation.invite(mara)
        Knock.with_card(Card.make(by=mara, name="Lena")[0], "Android")
        Draft.keep(by=mara, own="A walk?")
        repairs_of(mara, jon)
        for promises in ([Words(one.text, one.slip) for one in agreeing.ready().values()], [Words("We ask.")]):
            agreed = Agreement.propose(by=mara, promises=promises, look_again_on=Home.current().today)
            agreed.say_yes(by=jon if len(promises) > 1 else mara)
        for question, writers in (("y01", (mara, jon)), ("y02", (mara,))):
            for who in writers:
                WhyAnswer.write(question, by=who, words="A door that opens.")
        WhyLine.propose(by=mara, words="We share.").keep(by=jon)
        WhyLine.propose(by=jon, words="We sing.")
        CareNote.delete().execute()
        for who, other in ((mara, jon), (jon, mara)):
            Weather.tell(by=who, sky="low", words="Up since five.")
            wording = getattr(CareNote.of(who), "wording", "")  # the made-up family has some
            CareNote.keep(
                by=who, wording=wording, helps="Tea, and no words.", therapist="Ask Jon.", shows_contacts=True
            )
            CareNote.of(who).show_to(other, by=who)
        CheckIn.start(by=mara, others=[jon], picked=("c01", "c05", "c12"))
        tell_kids(mara, jon)
        for _ in range(2):
            knock = Knock.with_letters(Knock.for_kitchen("iPad")[1])
            assert knock is not None
        KioskView.pair(knock, by=mara, name="The kitchen", guests=[ruth])
    return people


def tell_kids(mara: Person, jon: Person) -> None:
    """That they made up."""
    mended = Repair.ouch(by=jon, to=mara)
    Repair.update(stage="mended").where(Repair.id == mended.id).execute()
    for who in (mara, jon):
        Story.tell_kids(mended, by=who, when="repair_done")


def repairs_of(mara: Person, jon: Person) -> None:
    """More than anybody should have: one kept, one that rests, and many that wait for the other."""
    for _ in range(17):
        Repair.ouch(by=mara, to=jon, landed="Ouch.")
    Repair.ouch(by=mara, to=jon, told=False)
    Repair.get().pause(by=jon, back_at=now() + timedelta(hours=1))


def counts() -> set[int]:
    """How often each person did each thing: what no page may say."""
    done = [
        *((row.asked_by_id, "asked") for row in Need.select()),
        *((row.claimed_by_id, "claimed") for row in Need.select()),
        *((row.by_id, "replied") for row in Reply.select()),
        *((row.by_id, "thanked") for row in Thanks.select()),
        *((row.to[0].id, "was thanked") for row in Thanks.select()),
        *((row.by_id, "was hurt") for row in Repair.select()),
    ]
    return {number for number in Counter(done).values() if number > 12}  # smaller ones are hours


def every_page(app: Any) -> list[str]:
    keys = {"people": [row.key for row in Person.select()], "invitations": ["missing"]}
    keys |= {"rhythms": [row.key for row in Rhythm.select()]}
    keys |= {"repairs": [row.key for row in Repair.select().where(Repair.id << (1, 2, 18))]}
    keys |= {"our_why": [*why.questions()]}
    keys |= {"care_notes": [row.key for row in CareNote.select()]}
    keys |= {"kids": [row.key for row in Person.here(Role.KID)]}
    keys |= {"kiosks": [row.key for row in (*Device.select().where(Device.kiosk), *Knock.select())]}
    keys |= {name: [row.key for row in Story.select()] for name in ("stories", "kid_stories")}
    random = {"id", "key", "wording", "claimed_wording", "readers"}  # those that differ in nothing else look alike
    alike = {repr([(k, v) for k, v in row.__data__.items() if k not in random]): row.key for row in Need.select()}
    needs = [*alike.values()]
    searches = [f"/looking-back/?q={words}" for words in ("meal", "came", "can", "Jon", "nothing+of+it", "x" * 99)]
    kids = [row.key for row in Person.here(Role.KID)]
    keys |= dict.fromkeys(("faces", "kids_devices", "kids_pictures"), kids)
    return searches + [
        re.sub("<.*?>", key, rule.rule.replace("<whose>", whose))
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and not rule.endpoint.startswith(("assets", "live", "home_screen.worker"))
        for whose in (kids if "whose" in rule.arguments else [""])
        for key in (keys.get(rule.endpoint.split(".")[0], needs) if rule.arguments - {"whose"} else [""])
    ]


def test_no_page_counts_ranks_or_presses_anybody(app, lived_in):
    told = counts()
    assert len(told) > 8
    for name, begins, least in (("Mara", "/", 90), ("Jon", "/", 90), ("Grandma Ruth", ("/guest/", "/rhythms/"), 12)):
        client = app.test_client()
        client.set_cookie(f"household-{Home.current().key}", Device.enter(lived_in[name], "test")[1])
        answers = {page: client.get(page) for page in every_page(app) if page.startswith(begins)}
        assert len([one for one in answers.values() if one.status_code == 200]) > least
        for page, answer in answers.items():
            if answer.status_code == 303:
                continue  # its words are the address, with a random key in it
            words = str(Visible(answer.text))
            numbers = {int(one) for one in re.findall(r"\b\d+\b", re.sub(UNCOUNTED, "", words))}
            assert not numbers & told, (page, numbers & told)
            words = re.sub(UNSAID, "", words, flags=re.I)
            assert not re.search(BANNED, words, re.I), (page, re.search(BANNED, words, re.I))


NUMBERS = {  # of settings, of machines, and of what stands where
    *("Home.only", "CheckIn.only", "PushKey.only", "Rhythm.every", "Promise.position"),
    *("Channel.failures", "Neighbour.port"),
}


def test_the_notebook_keeps_no_number_about_anybody_and_nothing_of_who_read_what():
    """Care rules 1 and 10."""
    fields = {f"{table.__name__}.{field.name}": field for table in TABLES for field in table._meta.sorted_fields}
    kinds = {name for name, field in fields.items() if field.field_type in ("INT", "BIGINT", "SMALLINT", "FLOAT")}
    assert kinds - {name for name, field in fields.items() if isinstance(field, ForeignKeyField)} == NUMBERS
    assert [name for name in fields if re.search(r"seen_at|read_at|login|last_on|typing|opened_by", name)] == []


# ---- plain, kind words


@cache
def sentences() -> list[str]:
    """Everything that we say ourselves, sentence by sentence."""
    methods = [("household/**.py", "python"), ("templates/**.html", "jinja2")]
    keywords = {**DEFAULT_KEYWORDS, "_l": None, "Refused": None, "TooLate": None, "Said": None}
    found = extract_from_dir(ROOT, methods, keywords=keywords, directory_filter=lambda name: ".venv" not in name)
    ours = {message if isinstance(message, str) else message[0] for _, _, message, *_ in found}
    ours |= {text for word in content.words().values() for text in (word.label, word.slot, word.told)}
    ours |= {*content.feelings(), *content.phrases("appreciation"), *content.qualities()}
    ours |= {*content.phrases("repair_opener"), *content.phrases("repair_reply")}
    ours |= {text for family in families() for text in (family.label, family.hint)} | {
        not_sure().label,
        not_sure().hint,
    }
    ours |= {feeling.body for feeling in feelings_by_id().values()} | {*content.phrases("ask_starter")}
    ours |= {
        text for one in agreeing.ready().values() for text in (one.text, f"When we slip, we {one.slip}", one.short)
    }
    ours |= {agreeing.heading(), agreeing.intro(), agreeing.limits(), *agreeing.slips(), *kid_words()}
    ours |= {question.text for question in why.questions().values()}
    ours |= {why.told(one) for one in ("intro", "how", "line_starter")}
    ours |= {*care.words().values(), *(part.title for part in care.parts())}
    ours |= {line for part in care.parts() for line in part.lines}
    ours |= {practice.text for practice in practices()}
    ours |= {question(), *(text for one in answers().values() for text in (one.label, one.said))}
    ours |= {*checking_in.questions().values(), checking_in.said("start"), checking_in.said("end")}
    ours |= {" ".join(text.sentences) for text in texts().values()} | {ask_back()}
    ours |= {*(wish.label for wish in wishes()), *ready_thanks()}
    filled = [re.sub(r"%\(\w+\)s|\{\w*\}", "Mara", text) for text in ours]
    return [one.strip() for text in filled for one in re.split(r"(?<=[.?!:])[”\s]+", text) if re.search(LETTER, one)]


def kid_words() -> list[str]:
    """What is said to kids of the agreement."""
    said = [*(one.kid_words for one in agreeing.ready().values()), agreeing.kid_limits()]
    return [one for text in said for one in re.split(r"(?<=\.) ", text)]


def test_a_child_of_seven_could_read_the_promises():
    assert textstat.flesch_kincaid_grade(" ".join(kid_words())) <= 2
    assert [one for one in kid_words() if textstat.flesch_kincaid_grade(one) > 3.7] == []


PAIRS = (("Mama", "Papa"), ("Papa", "Nana"), ("Nana", "Theo"), ("Theo", "Mama"), ("Ida", "Papa"))


def fills() -> list[str]:
    """Every story with every need that it can tell of, with every feeling and with names that kids know."""
    needs = {word.kid for word in content.words().values() if word.kid_can_see}
    theirs = {ask.kid for ask in kid_asks().values()}
    felt, after = [face.word for face in kid_faces().values()], [kid_faces()[one].word for one in AFTER]
    return [
        " ".join(text.filled(aside=aside, asker=asker, helper=helper, need=need, feel=feel, feel_before=before))
        for text in texts().values()
        for aside in {False, text.beside != text.sentences}
        for need in (theirs if text.when == "child_asked" else needs)
        for feel in (after if "{feel}" in " ".join(text.sentences) else after[:1])
        for before in (felt if "{feel_before}" in " ".join(text.sentences) else felt[:1])
        for asker, helper in PAIRS
    ]


def test_every_story_with_whatever_is_in_its_blanks_could_be_read_by_a_child_of_seven():
    """Care rule 20."""
    said = {*fills()}
    assert len(said) > 2_000 and not [one for one in said if re.search(r"[{}]", one)]
    hard = {one for one in said if textstat.flesch_kincaid_grade(one) > 2.1}
    assert hard == set()


@cache
def kid_sentences() -> list[str]:
    """All that we say ourselves on the kids' own pages and at their door, with short names in the blanks."""
    pages = [
        *ROOT.glob("templates/kid/*.html"),
        *ROOT.glob("templates/kid_*/*.html"),
        ROOT / "templates/layouts/kid.html",
    ]
    pages += [ROOT / f"templates/door/{name}.html" for name in ("kids", "pictures", "out_of_tries")]
    code = [*ROOT.glob("household/routes/kid_*.py"), *ROOT.glob("household/routes/forms/kid_*.py")]
    code.append(ROOT / "household/content/kid_pictures.py")
    found = [
        *(one for page in pages if page.name != "_told.html" for one in extract_from_file("jinja2", page)),
        *(one for path in code for one in extract_from_file("python", path, keywords={**DEFAULT_KEYWORDS, "_l": None})),
    ]
    said = {message for _, message, *_ in found if message not in FOR_GROWN_UPS}
    said |= {text for ask in kid_asks().values() for text in (ask.label, ask.say)}
    said |= {f"Nan asked for {word.kid}." for word in content.words().values() if not word.kids_never}
    said |= {text for face in faces() for text in (face.word, face.say)}
    said |= {told("tell_grown_up"), told("thanks_text"), ask_back()}
    filled = [re.sub(r"%\(needs?\)s|%\(words\)s", "a hug", one) for one in said]
    filled = [re.sub(r"%\(quality\)s|\{quality\}", "kind", one) for one in filled]
    filled = [re.sub(r"%\(\w+\)s|\{\w+\}", "Nan", one) for one in filled]
    return [one.strip("“” ") for text in filled for one in re.split(r"(?<=[.?])[”\s]+", text) if one]


FOR_GROWN_UPS = {  # who comes in by the kids' door
    "Grown-ups",
    "For grown-ups. Come in here, and this is yours till you hand it back.",
    "You are not signed in any more. Come in again; here is what you typed.",
}


def test_a_child_of_seven_could_read_all_of_the_kids_pages():
    """Care rules 20 and 21: short words, no number, nothing shouted."""
    said = kid_sentences()
    assert len(said) > 150
    assert [one for one in said if re.search(r"[\d!%{]", one)] == []
    whole = [one.rstrip(".?") + "." for one in said if len(one.split()) > 2]
    assert textstat.flesch_kincaid_grade(" ".join(whole)) <= 2
    assert [one for one in whole if textstat.flesch_kincaid_grade(one) > 3.7] == []


def test_nobody_is_called_he_or_she():
    assert [one for one in sentences() if re.search(r"\b(s?he|his|hers?|him)\b", one, re.I)] == []


def test_no_word_of_ours_ranks_or_presses_anybody():
    assert [one for one in sentences() if re.search(BANNED, re.sub(UNSAID, "", one), re.I)] == []


def test_no_sentence_is_long():
    assert [one for one in sentences() if len(one.split()) > 25] == []


def test_a_child_of_eleven_could_read_it_all():
    said = sentences()
    assert len(said) > 300
    assert textstat.flesch_kincaid_grade(" ".join(one.rstrip(".?!:,") + "." for one in said)) <= 6
    long = [one for one in said if len(one.split()) > 5]
    assert textstat.flesch_kincaid_grade(" ".join(one.rstrip(".?!:,") + "." for one in long)) <= 6
