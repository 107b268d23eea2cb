"""One message on one channel: what arrives, and what the postman hears when it does not."""

import json
import socket
import subprocess
import sys
import time
from email.policy import default

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from .sending import NAME, ROOT, SENDING, TEXT, message, said
from .sinks import MailSink, NtfySink, PushSink, Sink, WebhookSink, certificate, coded

PAGE = "http://home.example/needs/k3f9/"


@pytest.fixture(scope="module")
def trust(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("trust"))


def ntfy(sink, **more) -> dict:
    return message("ntfy", {"server": sink.url, "topic": "home-7f3k", "token": sink.token}, sink.port, **more)


def webhook(sink, *permitted: int, **more) -> dict:
    permitted = permitted or (sink.port,)
    return message("webhook", {"url": f"{sink.url}/in?of=home", "secret": WebhookSink.secret}, *permitted, **more)


def mail(sink, **more) -> dict:
    return message("mail", {"to": "mara@mail.example"}, **more)


def by_apprise(sink, scheme: str = "json", **more) -> dict:
    return message("apprise", {"url": f"{scheme}://127.0.0.1:{sink.port}/in"}, sink.port, **more)


def push(sink, private: str = "", **more) -> dict:
    key = ec.derive_private_key(7, ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    address = {**sink.subscription, "private": private or pem, "contact": "mailto:house@home.example"}
    return message("push", address, sink.port, **more)


# ---- what arrives


def test_word_by_ntfy_arrives_and_can_be_asked_for_by_its_name(trust):
    known, context = trust
    with NtfySink(context) as sink, NtfySink() as old:
        sink.token, old.old = "tk_secret", True
        since = int(time.time())
        ask = ntfy(sink, ask=True, since=since)
        assert said(ask, SSL_CERT_FILE=str(known)) == ["absent"]
        whole = ntfy(sink, id="aaaaaaaaaaaa", title="Jon", url=PAGE, urgent=True)
        assert said(ntfy(sink), whole, ntfy(old), SSL_CERT_FILE=str(known)) == ["going sent"] * 3
        plain, full = sorted(sink.got, key=len)
        assert (plain["message"], plain["sequence_id"], plain["priority"]) == (TEXT, NAME, 3)
        assert not {"title", "click"} & set(plain), "nothing is told that nobody asked for"
        assert (full["title"], full["click"], full["priority"]) == ("Jon", PAGE, 4)
        asks = [ask, ask | {"id": "bbbbbbbbbbbb"}, ntfy(old, ask=True, since=since)]
        assert said(*asks, SSL_CERT_FILE=str(known)) == ["there", "absent", "failed refused"]


def test_word_by_webhook_arrives_and_its_sign_holds():
    with WebhookSink() as sink:
        hook = webhook(sink, text="Jon has it — “hello”", url=PAGE, urgent=True)
        forged = webhook(sink) | {"address": {"url": sink.url, "secret": "whsec_" + "QUJD" * 8}}
        assert said(hook, forged) == ["going sent", "going failed refused"]
        (got,) = sink.got
    assert got == {
        "type": "notice",
        "id": NAME,
        "text": "Jon has it — “hello”",
        "url": PAGE,
        "urgent": True,
        "webhook-id": NAME,
    }


def test_word_by_push_arrives_sealed_signed_and_with_what_the_service_needs():
    with PushSink() as sink:
        raw = coded((7).to_bytes(32, "big"))
        heard = said(push(sink, url=PAGE, urgent=True), push(sink, private=raw))
        assert heard == ["going sent", "going sent"]
        assert {json.dumps(one) for one in sink.got} == {
            json.dumps({"text": TEXT, "url": url, "id": NAME}) for url in ("", PAGE)
        }
        assert len({one["key"] for one in sink.headers}) == 1, "the same key, however it is written"
        assert {one["Urgency"] for one in sink.headers} == {"high", "normal"}
        for told in sink.headers:
            assert (told["TTL"], told["Topic"], told["sub"]) == ("86400", NAME, "mailto:house@home.example")


def test_word_by_mail_arrives_and_says_who_it_is_from_but_not_whose():
    with MailSink() as sink:
        server = f"smtp://127.0.0.1:{sink.port}"
        letter = mail(sink, text=".\nSchöne Grüße\n.", title="Jon\nBcc: x@y", url=PAGE)
        assert said(mail(sink), letter, HOUSEHOLD_MAIL=server) == ["going sent"] * 2
        plain, full = sorted(sink.got, key=lambda one: len(one.get_content()))
        assert sink.envelopes == [("household@127.0.0.1", ["mara@mail.example"])] * 2
    assert plain["Subject"] == TEXT and plain.get_content().split("\r\n") == [TEXT, ""]
    assert (full["Subject"], full["Bcc"]) == ("Jon Bcc: x@y", None)
    assert full.get_content().replace("\r", "") == f".\nSchöne Grüße\n.\n\n{PAGE}\n"
    assert plain["From"] == "Household <household@127.0.0.1>" and plain["To"] == "mara@mail.example"
    assert plain["Message-ID"] == full["Message-ID"] == f"<{NAME}@household.invalid>"
    assert plain["Auto-Submitted"] == "auto-generated" and plain["Date"]
    assert socket.gethostname() not in full.as_string(policy=default)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_password_is_said_only_where_nobody_else_can_hear_it(trust):
    known, context = trust
    login = ("mara@mail.example", "p@ss: w/ord")
    written = "mara%40mail.example:p%40ss%3A%20w%2Ford"
    with MailSink(login, context) as safe, MailSink(login) as open_line:
        name = "127.0.0.1"
        heard = said(mail(safe), HOUSEHOLD_MAIL=f"smtp://{written}@{name}:{safe.port}", SSL_CERT_FILE=str(known))
        assert heard == ["going sent"] and safe.safe == [True]
        assert safe.envelopes[0][0] == "mara@mail.example", "who has a mailbox there writes from it"
        assert said(mail(safe), HOUSEHOLD_MAIL=f"smtp://mara:wrong@{name}:{safe.port}") == ["failed refused"]
        assert said(mail(safe), HOUSEHOLD_MAIL=f"smtp://{name}:{safe.port}") == ["failed refused"]
        assert said(mail(safe), HOUSEHOLD_MAIL=f"smtps://{written}@{name}:{safe.port}") == ["failed unreachable"]
        here = said(mail(open_line), HOUSEHOLD_MAIL=f"smtp://{written}@{name}:{open_line.port}")
        assert here == ["going sent"] and open_line.safe == [False], "to this very machine it may"
        elsewhere = f"smtp://{written}@[::ffff:{name}]:{open_line.port}"  # the same one, called as if it were another
        assert said(mail(open_line), HOUSEHOLD_MAIL=elsewhere) == ["failed unreachable"]


def test_word_by_apprise_arrives():
    with Sink() as sink:
        assert said(by_apprise(sink, url=PAGE)) == ["going sent"]
        ((_, path, _, body),) = sink.got
    assert path == "/in" and json.loads(body)["message"] == f"{TEXT}\n\n{PAGE}"


# ---- what the postman hears when it does not


@pytest.mark.parametrize(
    ("status", "code"),
    [(401, "refused"), (404, "refused"), (308, "refused"), (429, "busy"), (500, "busy"), (504, "silent")],
)
def test_who_answers_no_is_told_apart_from_who_can_take_nothing_now(status, code):
    with WebhookSink() as sink:
        sink.status = status
        assert said(webhook(sink), ntfy(NtfyLike(sink)), ntfy(NtfyLike(sink), ask=True)) == [
            f"going failed {code}",
            f"going failed {code}",
            f"failed {code}",
        ]
        assert len(sink.asked) == 3


class NtfyLike:
    token = ""

    def __init__(self, sink: Sink) -> None:
        self.url, self.port = sink.url, sink.port


def test_what_a_push_service_says_of_a_browser_that_is_gone():
    with PushSink() as sink:
        for status, code in [(404, "gone"), (410, "gone"), (403, "refused"), (429, "busy")]:
            sink.status = status
            assert said(push(sink)) == [f"going failed {code}"]


@pytest.mark.long
def test_of_what_a_server_took_and_never_answered_nobody_knows_and_it_ends_in_time():
    with WebhookSink() as sink, PushSink() as browser, MailSink() as box, Sink() as other:
        sinks, server = (sink, browser, box, other), f"smtp://127.0.0.1:{box.port}"
        words = [webhook(sink, limit=1), push(browser, limit=1.5), mail(box, limit=1)]
        for one in sinks:
            one.manner = "hang"
        begun = time.monotonic()
        assert said(*words, HOUSEHOLD_MAIL=server) == ["going failed silent"] * 3
        assert time.monotonic() - begun < 15
        for one in sinks:
            one.manner = "cut"
        assert said(*words, by_apprise(other), HOUSEHOLD_MAIL=server) == ["going failed silent"] * 4
        assert [len(one.got) for one in sinks] == [2, 2, 2, 1], "each of them had it"
        sink.manner = "deaf"
        assert said(webhook(sink)) == ["going failed silent"]


def test_whoever_can_not_be_reached_has_got_nothing(trust):
    with socket.socket() as deaf, NtfySink(trust[1]) as unknown:
        deaf.bind(("127.0.0.1", 0))
        port = deaf.getsockname()[1]
        shut = message("webhook", {"url": f"http://127.0.0.1:{port}", "secret": WebhookSink.secret}, port)
        nowhere = shut | {"address": shut["address"] | {"url": "https://nowhere.invalid"}}
        apprise = message("apprise", {"url": f"json://127.0.0.1:{port}"}, port)
        assert said(shut, nowhere, ntfy(unknown)) == ["failed unreachable"] * 3
        assert said(apprise) == ["going failed unreachable"], "Apprise does not say when it goes"
        assert said(mail(None), HOUSEHOLD_MAIL=f"smtp://127.0.0.1:{port}") == ["failed unreachable"]
        deaf.listen()  # and never a word, not even of TLS
        never = shut | {"limit": 1}
        greeted = never | {"address": never["address"] | {"url": f"https://127.0.0.1:{port}"}}
        heard = said(greeted, mail(None, limit=1), HOUSEHOLD_MAIL=f"smtp://127.0.0.1:{port}")
        assert heard == ["failed unreachable"] * 2
        assert unknown.got == []


@pytest.mark.parametrize(
    ("line", "code"), [("550 nobody here", "refused"), ("450 come again", "busy"), ("421 closing", "busy")]
)
def test_a_mail_server_that_takes_no_letter(line, code):
    with MailSink() as box:
        server = f"smtp://127.0.0.1:{box.port}"
        box.refuses = line
        assert said(mail(box), HOUSEHOLD_MAIL=server) == [f"failed {code}"]
        box.refuses, box.answers = "", line
        assert said(mail(box), HOUSEHOLD_MAIL=server) == [f"going failed {code}"]
        assert box.got == []


def test_apprise_says_more_than_no():
    with Sink() as sink:
        for status, code in [(401, "refused"), (503, "busy")]:
            sink.status = status
            assert said(by_apprise(sink)) == [f"going failed {code}"]


def test_what_can_not_be_read_or_is_not_there_is_said_in_one_word(tmp_path):
    hook = {"url": "http://127.0.0.1/", "secret": WebhookSink.secret}
    bad = [
        b"",
        b"[]",
        b'{"kind": "ntfy"}',
        message("pigeon", {}),
        message("__main__", {}),
        message("webhook", hook | {"url": "ftp://x"}),
        message("webhook", hook | {"url": "http://["}),
        message("webhook", hook | {"url": "http://a:b@127.0.0.1/"}),
        message("webhook", hook | {"secret": "hush"}),
        message("webhook", {"url": 7}),
        message("ntfy", {"server": "http://127.0.0.1", "topic": "../admin"}),
        message("mail", {"to": "mara@mail.example\nRCPT TO:<x@y>"}),
        message("apprise", {"url": "pigeon://"}),
        message("push", {"endpoint": "http://127.0.0.1", "p256dh": "x", "auth": "y", "private": "z", "contact": ""}),
    ]
    assert said(*bad, HOUSEHOLD_MAIL="smtp://127.0.0.1:9") == ["failed bad"] * len(bad)
    assert said(mail(None)) == said(mail(None), HOUSEHOLD_MAIL="smtp://") == ["failed missing"]
    for extra in ("apprise", "http_ece"):
        (tmp_path / f"{extra}.py").write_text("raise ModuleNotFoundError")
    without = said(message("apprise", {}), message("push", {}), PYTHONPATH=f"{tmp_path}:{ROOT}")
    assert without == ["failed missing"] * 2


def test_a_header_can_not_be_written_into():
    with NtfySink() as sink:
        crooked = ntfy(sink)
        crooked["address"]["token"] = "x\r\nX-More: y"
        assert said(crooked) == ["failed bad"] and sink.asked == []


# ---- the process


def test_it_carries_next_to_nothing():
    asked = "import sys, household.outside.sending.__main__, household.outside.sending.ntfy; print(*sys.modules)"
    there = set(subprocess.check_output([sys.executable, "-c", asked], cwd=ROOT, text=True).split())
    assert not there & {"peewee", "flask", "household.models", "household.config", "requests", "smtplib", "email.mime"}


def test_what_was_begun_is_sent_even_when_nobody_listens_any_more():
    """The house was ended, with kill -9, after it had started this: it will not begin it a second time."""
    with WebhookSink() as sink:
        sending = subprocess.Popen(SENDING, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
        sending.stdout.close()
        sending.communicate(json.dumps(webhook(sink)).encode(), timeout=30)
        assert len(sink.got) == 1


def test_a_proxy_of_the_environment_is_not_asked():
    with Sink() as proxy, Sink() as sink:
        there = dict.fromkeys(("http_proxy", "HTTP_PROXY", "ALL_PROXY"), proxy.url)
        assert said(webhook(sink, sink.port, proxy.port), **there) == ["going sent"]
        apprise = by_apprise(sink)
        apprise["permitted"].append(["127.0.0.1", proxy.port])
        assert said(apprise, **there) == ["going sent"]
        assert (len(sink.got), proxy.asked) == (2, [])
