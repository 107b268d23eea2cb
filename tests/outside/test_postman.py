"""The postman: what happens at home arrives once at real servers, says no more than it may, and is never lost."""

import json
import signal
import sys
from datetime import timedelta

from household import database
from household.models import Channel, Delivery, Need, Notice, PushKey, Reply, Thanks, delivery
from household.models.clock import stopped
from household.models.neighbour import Neighbour
from household.outside import errand, letters
from household.outside.sending import saying

from .conftest import Round
from .sinks import MailSink, NtfySink, PushSink, WebhookSink

SOON = timedelta(seconds=1)
LITTLE = "Something for you at home"


def state(channel: Channel) -> list[str]:
    return [one.state for one in Delivery.select().where(Delivery.channel == channel).order_by(Delivery.id)]


def fresh(channel: Channel) -> Channel:
    return Channel.get_by_id(channel.id)


def test_one_thing_arrives_once_by_each_channel_and_says_only_that_there_is_something(
    postman, reached, ntfy, mara, jon, quiet, clock, monkeypatch
):
    with MailSink() as mail, WebhookSink() as lamp:
        monkeypatch.setenv("HOUSEHOLD_MAIL", f"smtp://127.0.0.1:{mail.port}")
        channels = [reached(jon, ntfy), reached(jon, mail, "mail"), reached(jon, lamp, "webhook")]
        mail_words = reached(mara, mail, "mail", tells_words=True)
        with stopped(clock + SOON):
            for _ in range(2):
                postman.go()
    assert [(one["message"], one.get("title"), one.get("click")) for one in ntfy.got] == [(LITTLE, None, None)]
    assert [letter["Subject"] for letter in mail.got] == [LITTLE]
    assert "Mara" not in mail.got[0].as_string() + json.dumps(ntfy.got) + repr(lamp.got)
    assert len(lamp.got) == 1 and LITTLE in repr(lamp.got)
    assert [state(one) for one in channels] == [["gone"]] * 3 and state(mail_words) == []


def test_whoever_wishes_for_more_reads_what_it_is_and_a_tap_opens_it(postman, reached, ntfy, jon, mara, quiet, clock):
    channel = reached(jon, ntfy, tells_words=True)
    with stopped(clock + SOON):
        postman.go()
        told = "Mara asks for some quiet."
        assert [(one["message"], one["click"]) for one in ntfy.got] == [
            (told, f"http://10.0.0.5:8000/needs/{quiet.key}")
        ]
        Thanks.give(by=mara, to=[jon], did="Didium")
        Reply.write_under(quiet, by=jon, words="At ten?")
        quiet.change(by=mara, own="Changium", audience="named", named=[jon])
    with stopped(clock + timedelta(minutes=4)):
        postman.go()
    assert ntfy.got[1]["message"] == "Mara says thank you.\nThe words have changed. Mara asks: “Changium”"
    assert ntfy.got[1]["click"] == "http://10.0.0.5:8000/" and state(channel) == ["gone"] * 3


def test_what_somebody_may_not_see_never_goes_to_them(postman, reached, ntfy, mara, jon, ruth, clock):
    reached(jon, ntfy, tells_words=True)
    Need.ask(by=mara, own="Ownwordium", audience="named", named=[ruth])
    Thanks.give(by=mara, to=[ruth], did="Didium")
    seen = Need.ask(by=mara, own="Partnerium", audience="partners")
    seen.change(by=mara, own="Narrowium", audience="named", named=[ruth])
    with stopped(clock + SOON):
        postman.go()
    assert ntfy.got == []


def test_word_to_a_guest_goes_to_no_machine_at_home_whoever_let_it(postman, reached, ntfy, mara, jon, ruth, clock):
    hers, his = reached(ruth, ntfy), reached(jon, ntfy)  # a partner let the house send there
    Need.ask(by=mara, word="quiet", audience="orbit")
    with stopped(clock + SOON):
        postman.go()
    assert [one["topic"] for one in ntfy.got] == ["home-Jon"]
    assert [Channel.get_by_id(one.id).trouble for one in (hers, his)] == ["forbidden", ""]


def test_a_try_says_whether_it_left_the_house(postman, reached, ntfy, jon):
    channel = reached(jon, ntfy)
    for status, trial, trouble in ((200, "left", ""), (403, "failed", "refused"), (503, "failed", "busy")):
        ntfy.status = status
        fresh(channel).try_out(by=jon)
        postman.go()
        assert (fresh(channel).trial, fresh(channel).trouble) == (trial, trouble)
    assert ["test" in one["message"] for one in ntfy.got] == [True]
    Neighbour.delete().execute()
    fresh(channel).try_out(by=jon)
    postman.go()
    assert fresh(channel).trouble == "forbidden", "a machine of the home, unless a partner lets the house send there"


def test_a_try_that_was_begun_by_someone_who_is_gone_can_be_made_again(postman, reached, ntfy, jon, clock):
    channel = reached(jon, ntfy)
    channel.try_out(by=jon)
    channel.begin_trial()
    postman.go()
    assert fresh(channel).trial == "going"
    with stopped(clock + timedelta(minutes=1)):
        postman.go()
        assert (fresh(channel).trial, fresh(channel).trouble) == ("failed", "silent")
        fresh(channel).try_out(by=jon)
        postman.go()
    assert fresh(channel).trial == "left" and len(ntfy.got) == 1


def test_what_nobody_may_read_any_more_is_not_sent_a_second_time(postman, reached, jon, mara, ruth, quiet, clock):
    with WebhookSink() as lamp:
        channel = reached(jon, lamp, "webhook", tells_words=True)
        lamp.manner = "deaf"
        with stopped(clock + SOON):
            postman.go()
        quiet.change(by=mara, own="Secretium", audience="named", named=[ruth])
        lamp.manner = ""
        with stopped(clock + timedelta(minutes=5)):
            postman.go()
        assert lamp.got == [] and state(channel) == ["gone"]


def test_what_cannot_be_taken_is_brought_again_and_by_then_is_one(postman, reached, ntfy, mara, jon, quiet, clock):
    channel = reached(jon, ntfy)
    ntfy.status = 503
    with stopped(clock + SOON):
        postman.go()
        assert state(channel) == [] and fresh(channel).again_at == clock + SOON + timedelta(seconds=30)
        postman.go()
        assert len(ntfy.asked) == 1, "with patience"
    ntfy.status = 200
    Need.ask(by=mara, own="And bread?", audience="partners")
    with stopped(clock + timedelta(minutes=5)):
        postman.go()
    assert len(ntfy.got) == 1 and state(channel) == ["gone", "gone"] and fresh(channel).failures == 0


def test_a_server_that_took_it_and_never_answered_is_asked_and_gets_it_once(
    postman, reached, ntfy, jon, quiet, clock, monkeypatch
):
    monkeypatch.setattr("household.outside.letters.LIMIT", 1)
    channel = reached(jon, ntfy)
    ntfy.manner = "hang"
    with stopped(clock + SOON):
        postman.go()
    assert len(ntfy.got) == 1 and state(channel) == ["unknown"]
    ntfy.manner = ""
    with stopped(clock + timedelta(minutes=5)):
        postman.go()
    assert len(ntfy.got) == 1 and state(channel) == ["gone"], "it says that it has it"


def test_a_server_that_hung_up_before_it_had_read_it_gets_it_once(postman, reached, ntfy, jon, quiet, clock):
    channel = reached(jon, ntfy)
    ntfy.manner = "deaf"
    with stopped(clock + SOON):
        postman.go()
    assert ntfy.got == [] and state(channel) == ["unknown"]
    ntfy.manner = ""
    for minutes in (5, 10):
        with stopped(clock + timedelta(minutes=minutes)):
            postman.go()
    assert len(ntfy.got) == 1 and state(channel) == ["gone"]


def test_a_machine_that_hung_up_gets_the_same_message_again_under_its_name(postman, reached, jon, quiet, clock):
    with WebhookSink() as lamp:
        channel = reached(jon, lamp, "webhook")
        lamp.manner = "cut"
        with stopped(clock + SOON):
            postman.go()
        lamp.manner = ""
        with stopped(clock + timedelta(minutes=5)):
            postman.go()
        assert len({repr(one["id"]) for one in lamp.got}) == 1 and state(channel) == ["gone"]


def test_a_letter_of_which_nobody_knows_is_not_written_twice(postman, reached, jon, quiet, clock, monkeypatch):
    with MailSink() as mail:
        monkeypatch.setenv("HOUSEHOLD_MAIL", f"smtp://127.0.0.1:{mail.port}")
        channel = reached(jon, mail, "mail")
        Delivery.begin("m", channel, Notice.standing())
        with stopped(clock + timedelta(minutes=1)):
            postman.go()
        assert state(channel) == ["gone"] and mail.got == []


def test_a_channel_that_hangs_keeps_no_other_waiting(postman, reached, ntfy, mara, jon, clock, monkeypatch):
    with NtfySink() as other:
        reached(jon, ntfy)
        reached(mara, other)
        ntfy.manner = "hang"
        Need.ask(by=mara, own="Bread?", audience="partners")
        Need.ask(by=jon, own="Wine?", audience="partners")
        with stopped(clock + SOON):
            postman.look()
            other.wait_for(1)
            assert len(postman.postman.errands) == 2
            for one in postman.postman.errands:
                one.process.kill()
            postman.go()
    assert len(other.got) == 1


def test_of_two_postmen_one_goes(app, reached, ntfy, jon, quiet, clock):
    reached(jon, ntfy)
    one, two = Round(app, "one"), Round(app, "two")
    with stopped(clock + SOON):
        one.look()
        two.look()
        assert (len(one.postman.errands), two.postman.errands) == (1, [])
        one.go()
        two.go()
    assert len(ntfy.got) == 1


def test_while_nothing_is_due_nothing_is_written(app, reached, ntfy, jon, clock, monkeypatch):
    reached(jon, ntfy)
    postman = Round(app)
    said: list[str] = []
    execute = database.db.obj.execute_sql
    monkeypatch.setattr(database.db.obj, "execute_sql", lambda sql, *rest: (said.append(sql), execute(sql, *rest))[1])
    for _ in range(3):
        postman.look()
    monkeypatch.undo()
    assert said and not [sql for sql in said if not sql.startswith(("SELECT", "pragma"))]


def test_a_browser_that_has_gone_is_dropped(postman, jon, mara, cast, quiet, clock, reached):
    with PushSink() as browser:
        house = "https://home.example"
        channel = Channel.add("push", by=jon, address=browser.subscription, language="en", house=house)
        Channel.update(works=True, trial="").execute()
        Neighbour.let("127.0.0.1", browser.port, by=mara)
        PushKey.ours()
        with stopped(clock + SOON):
            postman.go()
        assert [one["text"] for one in browser.got] == [LITTLE]
        browser.status = 410
        fresh(channel).try_out(by=jon)
        postman.go()
        assert Channel.select().count() == 0


def test_an_errand_that_never_ends_is_ended(monkeypatch, ntfy):
    monkeypatch.setattr(errand, "LONGEST", 0.0)
    what = {"kind": "ntfy", "address": {"server": ntfy.url, "topic": "x", "token": ""}, "id": "m", "text": "x"}
    ntfy.manner = "hang"
    running = errand.Errand("m", Channel(), what | {"permitted": [["127.0.0.1", ntfy.port]]})
    assert running.done() in ("unreachable", "silent") and running.process.returncode == -signal.SIGKILL


def test_what_would_be_sent_again_waits_for_the_morning_as_everything_does(postman, reached, mara, jon, clock):
    with WebhookSink() as lamp:
        channel = reached(jon, lamp, "webhook")
        evening = clock + timedelta(hours=2, minutes=29, seconds=50)  # ten seconds before ten
        with stopped(evening):
            Need.ask(by=mara, own="Soup?", audience="partners")
        lamp.manner = "deaf"
        with stopped(evening + SOON):
            postman.go()
        lamp.manner = ""
        with stopped(evening + timedelta(hours=1)):
            postman.go()
        assert lamp.got == [] and state(channel) == ["unknown"]
        with stopped(evening + timedelta(hours=10)):
            postman.go()
        assert len(lamp.got) == 1


def test_a_server_that_was_down_for_long_is_asked_about_the_time_of_the_sending(
    postman, reached, ntfy, jon, quiet, clock, monkeypatch
):
    monkeypatch.setattr("household.outside.letters.LIMIT", 1)
    reached(jon, ntfy)
    ntfy.manner = "hang"
    with stopped(clock + SOON):
        postman.go()
    ntfy.got[0]["time"] = int(clock.timestamp())
    ntfy.manner, ntfy.status = "", 503
    for minutes in (5, 30, 60):
        with stopped(clock + timedelta(minutes=minutes)):
            postman.go()
    ntfy.status = 200
    with stopped(clock + timedelta(hours=3)):
        postman.go()
    assert len(ntfy.got) == 1


def test_an_old_server_that_cannot_tell_does_not_keep_the_rest_from_going(
    postman, reached, ntfy, mara, jon, quiet, clock, monkeypatch
):
    monkeypatch.setattr("household.outside.letters.LIMIT", 1)
    channel = reached(jon, ntfy)
    ntfy.old, ntfy.manner = True, "hang"
    with stopped(clock + SOON):
        postman.go()
    ntfy.manner = ""
    Need.ask(by=mara, own="Bread?", audience="partners")
    for minutes in (5, 20):
        with stopped(clock + timedelta(minutes=minutes)):
            postman.go()
    assert len(ntfy.got) == 2 and state(channel) == ["gone", "gone"]


def test_the_first_patience_is_half_a_minute(postman, reached, ntfy, jon, quiet, clock):
    reached(jon, ntfy)
    ntfy.status = 503
    with stopped(clock + SOON):
        postman.go()
    ntfy.status = 200
    with stopped(clock + timedelta(seconds=32)):
        postman.go()
    assert len(ntfy.got) == 1


def test_where_no_process_can_be_started_nothing_is_lost(postman, reached, jon, quiet, clock, monkeypatch):
    with MailSink() as mail:
        monkeypatch.setenv("HOUSEHOLD_MAIL", f"smtp://127.0.0.1:{mail.port}")
        channel = reached(jon, mail, "mail")
        python = sys.executable
        monkeypatch.setattr(sys, "executable", "/nowhere")
        with stopped(clock + SOON):
            postman.go()
        assert state(channel) == [] and fresh(channel).failures == 1
        monkeypatch.setattr(sys, "executable", python)
        with stopped(clock + timedelta(minutes=1)):
            postman.go()
        assert len(mail.got) == 1


def test_one_persons_slow_channels_leave_room_for_others(postman, reached, ntfy, mara, jon, clock):
    with NtfySink() as slow:
        for number in range(6):
            address = {"server": slow.url, "topic": f"slow-{number}", "token": ""}
            Channel.add("ntfy", by=mara, address=address, language="en", house="")
        Neighbour.let("127.0.0.1", slow.port, by=mara)
        slow.manner = "hang"
        reached(jon, ntfy)
        postman.look()
        assert len(postman.postman.errands) == 1, "one test at a time"
        Channel.update(works=True, trial="").where(Channel.person == mara).execute()
        Need.ask(by=jon, own="Bread?", audience="partners")
        Need.ask(by=mara, own="Wine?", audience="partners")
        with stopped(clock + SOON):
            postman.look()
            ntfy.wait_for(1)
            assert sum(one.channel.person == mara for one in postman.postman.errands) == 2
        for one in postman.postman.errands:
            one.process.kill()


def test_long_words_are_shortened_so_that_they_keep_nothing_from_going(postman, reached, ntfy, mara, jon, clock):
    reached(jon, ntfy, tells_words=True)
    for letter in "абвг":
        Need.ask(by=mara, own=letter * 2_000, audience="partners")
    with stopped(clock + SOON):
        postman.go()
    assert len(ntfy.got[0]["message"].encode()) < 1_000 and ntfy.got[0]["title"] == LITTLE
    assert ntfy.got[0]["message"].endswith("There is more to see.")


def test_each_limit_of_time_is_within_the_next():
    assert saying.LIMIT <= letters.LIMIT < errand.LONGEST < delivery.LONGEST.total_seconds()
