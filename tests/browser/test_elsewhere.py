"""Pages that are not ours, in the browser of somebody who is signed in: nothing that they send is taken."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from playwright.sync_api import Error

from household import create_app
from household.models import Event

KINDS = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
FIELDS = {"own": "Gotcha", "who": "home", "when": "now", "words": "Gotcha", "theme": "dark", "did": "Gotcha"}


@pytest.fixture(name="browser")
def as_people_have_it(whole_browser):
    return whole_browser


@pytest.fixture
def built(tmp_path):
    """A house of its own: something listens in it."""
    return create_app(TESTING=True, DATA=tmp_path, DATABASE=f"sqlite:///{tmp_path / 'test.db'}")


@pytest.fixture
def elsewhere(house: str) -> Iterator[SimpleNamespace]:
    """Another service on this machine, with a page of our choice."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(service.page.encode())

        def log_message(self, *words: object) -> None:
            pass

    service = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=service.serve_forever, args=(0.05,), daemon=True).start()
    yield service
    service.shutdown()
    service.server_close()


@pytest.fixture
def arrived(server) -> list[tuple[bool, bool]]:
    """For each change that was sent: whether it had a cookie, and whether the guard let it in."""
    seen = []
    app, guarded = server.app, server.app.wsgi_app

    def watch(environ, start_response):
        inside.got_in = False
        answer = guarded(environ, start_response)
        if environ["REQUEST_METHOD"] == "POST":
            seen.append((bool(environ.get("HTTP_COOKIE")), inside.got_in))
        return answer

    inside = threading.local()
    app.before_request(lambda: setattr(inside, "got_in", True))
    app.wsgi_app = watch
    return seen


def forms(app, house: str, key: str) -> str:
    """A form for every address that changes something, in every kind, sent as soon as the page is open."""
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in rule.methods]
    addresses = [house + rule.rule.replace("<key>", key).replace("<code>", key) for rule in rules]
    inputs = "".join(f'<input name="{name}" value="{value}">' for name, value in FIELDS.items())
    frames = [
        f'<iframe name="f{n}-{m}"></iframe>'
        f'<form method="post" action="{address}" enctype="{kind}" target="f{n}-{m}">{inputs}</form>'
        for n, address in enumerate(addresses)
        for m, kind in enumerate(KINDS)
    ]
    return "".join(frames)


SUBMIT = "<script>for (const form of document.forms) form.submit()</script>"
FETCH = """<script>for (const form of document.forms)
  fetch(form.action, {method: 'POST', mode: 'no-cors', credentials: 'include', body: new URLSearchParams({own: 'x'})})
</script>"""


@pytest.mark.long
@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "evil.localhost"])
@pytest.mark.parametrize(
    "page",
    [
        "{forms}" + SUBMIT,
        "{forms}" + FETCH,
        '<meta name="referrer" content="no-referrer">{forms}' + SUBMIT,
        '<iframe sandbox="allow-forms allow-scripts" srcdoc=\'{forms}' + SUBMIT.replace("'", "&#39;") + "'></iframe>",
    ],
    ids=["forms", "fetch", "forms that say nothing", "a sandbox"],
)
def test_nothing_that_another_page_sends_is_taken(
    request, server, house, phone, elsewhere, arrived, quiet, jon, name, page
):
    key, before = quiet.key, Event.select().count()
    changes = sum("POST" in rule.methods for rule in server.app.url_map.iter_rules())
    sent = changes * (1 if FETCH in page else len(KINDS))
    elsewhere.page = page.replace("{forms}", forms(server.app, house, key))
    jons = phone(jon)
    jons.goto(f"http://{name}:{elsewhere.server_port}/")
    for _ in range(100):
        if len(arrived) >= sent:
            break
        jons.wait_for_timeout(100)
    assert len(arrived) >= sent > 90 or FETCH in page
    assert not any(got_in for _, got_in in arrived)
    if name == "localhost" and "sandbox" not in page:
        assert all(cookie for cookie, _ in arrived), "a port is no other site to a cookie: only the guard is in the way"
    assert Event.select().count() == before


def test_a_page_by_a_name_that_is_not_ours_is_not_served(house, phone, jon):
    page, told = phone(jon), []
    page.on("response", lambda answer: told.append((answer.status, answer.headers.get("set-cookie"))))
    with pytest.raises(Error, match="ERR_HTTP_RESPONSE_CODE_FAILURE"):
        page.goto(house.replace("localhost", "evil.localhost"))
    assert told == [(421, None)]
