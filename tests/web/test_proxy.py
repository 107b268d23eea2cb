"""Behind a proxy, under a path or not: every link, cookie and door is right, and nobody but the proxy is believed."""

import hashlib
import re
from collections.abc import Iterator
from html import unescape
from types import SimpleNamespace
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from flask import request

from household import create_app, database
from household.config import ROOT
from household.models import Device, Home, Invitation, Need, Person, passphrase

HERONS = "four quiet herons wading"
PHONE = "192.168.1.7"
URLS = ("https://home.example/our/house", "https://home.example", "http://nas.lan:8080/house")
ADDRESS = r'\b(?:href|src|action|hx-get|hx-post|hx-sse:connect|data-live|data-[a-z-]+)="([^"]*)"'


@pytest.fixture(params=URLS)
def url(request):
    return request.param


@pytest.fixture
def built(houses, url):
    return houses(URL=url, PORT=8000)


@pytest.fixture(params=["passes the path on", "takes its part off"])
def proxy(request, app, url):
    """Ask through a proxy as browsers do: for an address, with what the page's own address makes them say."""
    published = urlsplit(url)

    def ask(client, address, method="GET", said=(), **options):
        asked = urlsplit(urljoin(url + "/", address))
        assert (asked.path + "/").startswith(published.path + "/"), f"{address} is not the house's"
        path = asked.path if request.param == "passes the path on" else asked.path[len(published.path) :] or "/"
        told = {"X-Forwarded-For": PHONE, "X-Forwarded-Proto": published.scheme, "Origin": origin_of(url)}
        return client.open(
            path + f"?{asked.query}".rstrip("?"),
            method=method,
            base_url=f"http://{published.netloc}",
            headers=told | dict(said),
            **options,
        )

    return ask


def origin_of(url: str) -> str:
    return "{0.scheme}://{0.netloc}".format(urlsplit(url))


@pytest.fixture
def phone(app, mara):
    """A phone on which Mara is signed in, and its header."""
    token = Device.enter(mara, "test")[1]
    names = [f"{kept}household-{Home.get().key}" for kept in ("", "__Host-", "__Secure-")]
    return SimpleNamespace(
        client=app.test_client(use_cookies=False), cookies={"Cookie": "; ".join(f"{one}={token}" for one in names)}
    )


def addresses(page: str) -> list[str]:
    """Every address that stands in a page, with what the code for a camera and a text message hold."""
    found = [unescape(one) for one in re.findall(ADDRESS, page)]
    return [one for one in found if one.startswith(("/", "http", "sms:"))]


@pytest.mark.parametrize("address", ["/", "/us/", "/needs/new", "/thanks/", "/sign-in"])
def test_every_address_on_a_page_is_the_one_that_people_use(proxy, url, phone, meal, address):
    page = proxy(phone.client, url + address, said=phone.cookies).text
    assert len(list(links(page, url))) > 4


@pytest.mark.long
def test_so_it_is_wherever_they_lead(proxy, url, phone, quiet, meal):
    to_see, seen = [url + "/", url + "/sign-in", url + "/thanks/?before=x"], set()
    while to_see:
        address = to_see.pop()
        seen.add(address)
        answer = proxy(phone.client, address, said=phone.cookies)
        assert answer.status_code in (200, 204, 303, 404, 405), address
        if answer.status_code == 303:
            assert urljoin(url + "/", answer.headers["Location"]).startswith(url + "/")
        elif answer.mimetype == "text/html":
            to_see += {*links(answer.text, url)} - seen - {*to_see, url + "/live"}
    assert len(seen) > 20


def links(page: str, url: str) -> Iterator[str]:
    """Every address that a page leads to, each of them under the address of the house."""
    for one in addresses(page):
        if one.startswith("sms:"):
            assert unquote(one) == f"sms:?&body={url}"
            continue
        whole = urljoin(url + "/", one).split("#")[0]
        assert whole.startswith(url + "/"), one
        yield whole


def test_the_stylesheet_finds_its_letters_from_where_it_is(proxy, url, phone):
    page = proxy(phone.client, url + "/", said=phone.cookies).text
    sheet = next(urljoin(url, one) for one in addresses(page) if one.endswith("site.css"))
    letters = [urljoin(sheet, one) for one in re.findall(r"url\(([^)\"]+)\)", proxy(phone.client, sheet).text)]
    assert len(letters) >= 2
    for one in letters:
        answer = proxy(phone.client, one)
        assert answer.mimetype == "font/woff2" and "immutable" in answer.headers["Cache-Control"]
        assert one.split("/")[-3] == hashlib.sha256(answer.data).hexdigest()[:12]
    ahead = re.findall(r'<link rel="preload" href="([^"]+)" as="font" type="font/woff2" crossorigin>', page)
    assert ahead and {urljoin(url, one) for one in ahead} <= {*letters}, "asked for once"


def test_the_scripts_know_no_address_by_heart():
    for script in (ROOT / "static" / "js").rglob("*.js"):
        assert not re.search(r"""["'`]/[a-z]{2,}""", script.read_text()), script.name


def test_the_cookie_is_for_this_house_alone(proxy, url, app, mara, jon):
    invitation, token, _ = Invitation.invite(mara)
    invitation.say_yes(by=jon)
    form = {"name": "Sam", "passphrase": "seven paper boats afloat", "look": "own", "shape": "leaf", "ink": "oat"}
    answer = proxy(app.test_client(), f"{url}/invitations/{token}/accept", "POST", data=form | {"hair": "none"})
    assert answer.status_code == 303 and urljoin(url, answer.headers["Location"]).startswith(url + "/")
    secure, path = url.startswith("https"), urlsplit(url).path
    kept = ("__Secure-" if path else "__Host-") if secure else ""
    said = answer.headers["Set-Cookie"]
    assert said.startswith(f"{kept}household-{Home.get().key}=")
    assert f"Path={path or '/'};" in f"{said};" and ("Secure" in said.split("; ")) == secure and "Domain" not in said
    assert {"HttpOnly", "SameSite=Lax"} <= {*said.split("; ")}
    assert ("Strict-Transport-Security" in answer.headers) == secure


def test_who_is_shown_the_door_comes_back_to_the_page(proxy, url, app, quiet):
    page = f"{url}/needs/{quiet.key}"
    answer = proxy(app.test_client(), page)
    door = urljoin(url, answer.headers["Location"])
    assert door.startswith(f"{url}/sign-in?to=")
    field = re.search(r'name="to" value="([^"]*)"', proxy(app.test_client(), door).text)[1]
    assert urljoin(url, field) == page
    assert (
        urljoin(url, proxy(app.test_client(), page, said={"HX-Request": "true"}).headers["HX-Redirect"])
        == f"{url}/sign-in"
    )


@pytest.mark.parametrize(
    "to", ["/evil", "//evil.test", "/\\evil.test", "https://evil.test/", "..", "HERE/../evil", "HERE/%2e%2e/x"]
)
def test_the_door_leads_nowhere_else(proxy, url, app, mara, to):
    Person.update(passphrase=passphrase.seal(HERONS)).execute()
    path = urlsplit(url).path
    form = {"name": "Mara", "passphrase": HERONS, "to": to.replace("HERE", path)}
    answer = proxy(app.test_client(), url + "/sign-in", "POST", data=form)
    expected = "/evil" if to == "/evil" and not path else f"{path}/"
    assert (answer.status_code, answer.headers["Location"]) == (303, expected)


def test_an_invitation_leads_to_the_one_address(proxy, url, phone, mara):
    Person.update(passphrase=passphrase.seal(HERONS)).execute()
    page = proxy(phone.client, f"{url}/invitations/", "POST", said=phone.cookies, data={"passphrase": HERONS}).text
    assert re.search(rf'href="{re.escape(url)}/invitations/[^"/]+"', page)


def test_words_that_could_not_be_written_are_sent_again_to_where_they_went(proxy, url, phone):
    database.db.execute_sql("PRAGMA query_only = 1")
    page = proxy(phone.client, f"{url}/needs/", "POST", said=phone.cookies, data={"own": "Soup?", "who": "home"})
    assert page.status_code == 503
    assert urljoin(url, re.search(r'<form method="post" action="([^"]+)"', page.text)[1]) == f"{url}/needs/"


# ---- who is believed


def test_only_the_proxy_on_this_machine_says_who_calls_and_how(tmp_path, url):
    app, seen = create_app(TESTING=True, DATA=tmp_path, DATABASE=f"sqlite:///{tmp_path / 'none.db'}", URL=url), {}

    @app.get("/seen")
    def see():
        seen.update(address=request.remote_addr, scheme=request.scheme, root=request.script_root, host=request.host)
        return ""

    see.is_public = True
    said = {"X-Forwarded-For": f"8.8.8.8, {PHONE}", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.test"}
    said |= {"X-Forwarded-Prefix": "/evil", "X-Forwarded-Port": "1", "Script-Name": "/evil", "Forwarded": "for=8.8.8.8"}
    host, path = urlsplit(url).netloc, urlsplit(url).path
    for peer, believed in (("127.0.0.1", url.startswith("https")), ("::1", url.startswith("https")), (PHONE, False)):
        peers = {"REMOTE_ADDR": peer}
        app.test_client().get("/seen", base_url=f"http://{host}", headers=said, environ_overrides=peers)
        address, scheme = (PHONE, "https") if believed else (peer, "http")
        assert seen == {"address": address, "scheme": scheme, "root": path, "host": host}, peer


@pytest.mark.parametrize(
    ("proto", "host", "moved"),
    [
        ("https", "home.example", False),
        ("https", "home.example:443", False),
        ("http", "home.example", True),
        ("http", "192.168.1.5", True),
        ("https", "192.168.1.5", True),
        ("https", "localhost", False),  # a proxy that says its own name for this machine
        ("https", "127.0.0.1:8000", False),
        (None, "localhost:8000", False),  # nobody in between
    ],
)
@pytest.mark.parametrize("url", URLS[:2], indirect=True)
def test_a_proxy_called_by_another_address_leads_to_the_one(app, home, url, proto, host, moved):
    path = urlsplit(url).path
    told = {"X-Forwarded-Proto": proto, "X-Forwarded-For": PHONE} if proto else {}
    answer = app.test_client().get(f"{path}/sign-in?to=%2Fn%20a", base_url=f"http://{host}", headers=told)
    if moved:
        assert (answer.status_code, answer.headers["Location"]) == (308, f"{url}/sign-in?to=%2Fn%20a")
        assert "Set-Cookie" not in answer.headers
        sent = app.test_client().post(
            f"{path}/sign-in", base_url=f"http://{host}", headers=told | {"Origin": f"http://{host}"}
        )
        assert sent.status_code == 403 and "Please open the house again" in sent.text
    else:
        assert answer.status_code == 200


@pytest.mark.parametrize("told", [{}, {"X-Forwarded-For": PHONE}], ids=str)
def test_nobody_who_comes_through_a_proxy_sits_at_the_machine(app, told):
    """Not even through one that says nothing of itself: a home that has not begun asks for its code."""
    page = app.test_client().get("/set-up/", base_url="http://127.0.0.1:8000", headers=told).text
    assert 'name="code"' in page and "home_name" not in page


def test_a_house_at_the_machine_itself_still_opens_there(app, home, url):
    for path in ("/sign-in", urlsplit(url).path + "/sign-in"):
        assert app.test_client().get(path, base_url="http://localhost:8000").status_code == 200


# ---- whose changes are taken


@pytest.mark.parametrize(
    ("origin", "status"),
    [("HERE", 303), ("https://evil.test", 403), ("HERE:81", 403), ("null", 403), ("HERE/our/house", 403), (None, 403)],
)
def test_a_change_comes_from_the_address_and_no_path_in_it_counts(proxy, url, phone, origin, status):
    origin = origin.replace("HERE", origin_of(url)) if origin else ""
    if origin.count(":") > 2:
        origin = "http://nas.lan:81"
    said = phone.cookies | {"Origin": origin}
    before = Need.select().count()
    assert (
        proxy(phone.client, url + "/needs/", "POST", said=said, data={"own": "Soup?", "who": "home"}).status_code
        == status
    )
    assert Need.select().count() == before + (status == 303)
