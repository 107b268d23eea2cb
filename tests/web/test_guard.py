"""The front door, as a table: who may call the house by which name, and whose changes it takes."""

import socket

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from household.models import Button, Event, Need
from household.web.guard import ELSEWHERE, Guard

MACHINE = socket.gethostname()
URL, HOSTS = "https://home.example", ("Tablet.lan", "küche.local", "2001:db8::5", "my_house")

HOST_TABLE = [
    # what it is                                 Host                            answer
    ("this machine itself", "localhost", 200),
    ("this machine itself, on our port", "localhost:8000", 200),
    ("the machine's name", f"{MACHINE}:8000", 200),
    ("the machine's name as phones find it", f"{MACHINE}.local:8000", 200),
    ("the published address", "home.example", 200),
    ("a listed name", "tablet.lan", 200),
    ("a listed name in capitals", "TABLET.LAN", 200),
    ("a listed name with its last dot", "tablet.lan.", 200),
    ("a listed name with a letter beyond ASCII, as browsers send it", "xn--kche-0ra.local", 200),
    ("a listed name with an underscore", "my_house:8000", 200),
    ("home address, IPv4", "192.168.1.5:8000", 200),
    ("home address, IPv4, large network", "10.20.30.40", 200),
    ("home address, IPv4, last of the middle range", "172.31.255.255", 200),
    ("loopback, IPv4", "127.0.0.1:8000", 200),
    ("link-local, IPv4", "169.254.3.4", 200),
    ("private network of a VPN", "100.64.0.1:8000", 200),
    ("home address, IPv6", "[fd12:3456::1]:8000", 200),
    ("link-local, IPv6", "[fe80::1]", 200),
    ("loopback, IPv6", "[::1]:8000", 200),
    ("a listed public address, in another spelling", "[2001:DB8:0::5]:8000", 200),
    ("DNS rebinding", "evil.test", 421),
    ("DNS rebinding, on our port", "evil.test:8000", 421),
    ("a name under a listed one", "evil.tablet.lan", 421),
    ("a name that begins like a listed one", "tablet.lan.evil.test", 421),
    ("a listed name with two last dots", "tablet.lan..", 421),
    ("a name that hides a home address", "192.168.1.5.evil.test", 421),
    ("public address, IPv4", "8.8.8.8", 421),
    ("public address, IPv4, next to the VPN's range", "100.128.0.1", 421),
    ("public address, IPv6", "[2606:4700::1111]", 421),
    ("every address", "0.0.0.0:8000", 421),
    ("public address dressed as IPv6", "[::ffff:8.8.8.8]", 421),
    ("an address as one number", "2130706433", 421),
    ("no Host", None, 421),
    ("an empty Host", "", 421),
    ("two Hosts in one", "localhost,evil.test", 421),
    ("userinfo before an evil name", "localhost@evil.test", 421),
    ("userinfo before a good name", "evil.test@localhost", 421),
    ("a path in it", "localhost/evil.test", 421),
    ("a fragment in it", "localhost#.evil.test", 421),
    ("a backslash in it", "localhost\\.evil.test", 421),
    ("a space in it", "local host", 421),
    ("a space before it", " localhost", 421),
    ("an unlisted name with an underscore", "local_host", 421),
    ("a line break after it", "localhost\n", 421),
    ("a control character in it", "localhost\x00", 421),
    ("a letter that looks like one of ours", "l\xb0calhost", 421),
    ("a port that is no number", "localhost:http", 421),
    ("a port of six digits", "localhost:123456", 421),
    ("an empty port", "localhost:", 421),
    ("IPv6 without brackets", "fd12:3456::1", 421),
    ("IPv6 with a bracket missing", "[fd12:3456::1", 421),
    ("IPv4 in brackets", "[127.0.0.1]", 421),
]

NAME, V4, V6 = "tablet.lan:8000", "192.168.1.5:8000", "[fd12::1]:8000"
CHANGE_TABLE = [
    # what it is                             scheme  Host  Origin  Sec-Fetch-Site  Referer  answer
    ("our page, by name", "http", NAME, "http://tablet.lan:8000", None, None, 200),
    ("our page, by IPv4", "http", V4, "http://192.168.1.5:8000", None, None, 200),
    ("our page, by IPv6", "http", V6, "http://[fd12::1]:8000", None, None, 200),
    ("our page, on localhost", "http", "localhost:8000", "http://localhost:8000", "same-origin", None, 200),
    ("our page, in capitals", "http", "TABLET.lan:8000", "HTTP://tablet.LAN:8000", None, None, 200),
    ("our page, default port left out", "http", "tablet.lan", "http://tablet.lan:80", None, None, 200),
    ("our page, default port spelled out", "https", "tablet.lan:443", "https://tablet.lan", None, None, 200),
    ("our page over HTTPS", "https", "home.example", URL, "same-origin", f"{URL}/needs/", 200),
    ("behind a proxy that tells no scheme", "http", "home.example", URL, "same-origin", None, 200),
    ("behind a proxy that changes the Host", "http", "127.0.0.1:8000", URL, "same-origin", None, 200),
    ("the published address, port spelled out", "http", "127.0.0.1:8000", "https://home.example:443", None, None, 200),
    ("only a Referer, from our page", "http", NAME, None, None, "http://tablet.lan:8000/needs/?a=b#c", 200),
    ("only a Referer, without a page", "http", NAME, None, None, "http://tablet.lan:8000", 200),
    ("only a Referer, from the published address", "http", V4, None, None, f"{URL}/", 200),
    ("a Referer and Sec-Fetch-Site", "http", NAME, None, "same-origin", "http://tablet.lan:8000/", 200),
    ("another site", "http", NAME, "http://evil.test", None, None, 403),
    ("another site, as its browser admits", "http", NAME, "http://evil.test", "cross-site", None, 403),
    ("another site that fakes the Referer", "http", NAME, "http://evil.test", None, "http://tablet.lan:8000/", 403),
    ("another port of this machine", "http", NAME, "http://tablet.lan:9000", None, None, 403),
    ("another port that is the default one", "http", NAME, "http://tablet.lan", None, None, 403),
    ("another scheme", "http", NAME, "https://tablet.lan:8000", None, None, 403),
    ("the published name, not its scheme", "http", V4, "http://home.example", None, None, 403),
    ("another name of this machine", "http", NAME, "http://192.168.1.5:8000", None, None, 403),
    ("a name under ours", "http", NAME, "http://evil.tablet.lan:8000", None, None, 403),
    ("the same site, not the same origin", "http", NAME, "http://tablet.lan:8000", "same-site", None, 403),
    ("our Origin, but fetched across sites", "http", NAME, "http://tablet.lan:8000", "cross-site", None, 403),
    ("our Origin, but fetched by nobody", "http", NAME, "http://tablet.lan:8000", "none", None, 403),
    ("our Origin, an empty Sec-Fetch-Site", "http", NAME, "http://tablet.lan:8000", "", None, 403),
    ("a sandbox", "http", NAME, "null", None, None, 403),
    ("a sandbox that fakes the Referer", "http", NAME, "null", None, "http://tablet.lan:8000/", 403),
    ("an empty Origin", "http", NAME, "", None, "http://tablet.lan:8000/", 403),
    ("userinfo in Origin", "http", NAME, "http://tablet.lan:8000@evil.test", None, None, 403),
    ("our name as userinfo", "http", NAME, "http://evil.test@tablet.lan:8000", None, None, 403),
    ("a path in Origin", "http", NAME, "http://tablet.lan:8000/", None, None, 403),
    ("two Origins", "http", NAME, "http://tablet.lan:8000,http://evil.test", None, None, 403),
    ("a line break after Origin", "http", NAME, "http://tablet.lan:8000\n", None, None, 403),
    ("only Sec-Fetch-Site", "http", NAME, None, "same-origin", None, 403),
    ("only a Referer, from another site", "http", NAME, None, None, "http://evil.test/http://tablet.lan:8000/", 403),
    ("only a Referer, our name as userinfo", "http", NAME, None, None, "http://tablet.lan:8000@evil.test/", 403),
    ("only a Referer, a backslash", "http", NAME, None, None, "http://tablet.lan:8000\\@evil.test/", 403),
    ("only a Referer, an empty one", "http", NAME, None, None, "", 403),
    ("nothing at all", "http", NAME, None, None, None, 403),
    ("rebound, so that Origin and Host agree", "http", "evil.test:8000", "http://evil.test:8000", None, None, 421),
]


PRESS_TABLE = [
    # what it is                 method  path              what it says of where it comes from    answer
    ("a button, which says nothing", "POST", "/press/Abc-_19", {}, 200),
    ("our page", "POST", "/press/Abc-_19", {"Origin": f"http://{NAME}", "Sec-Fetch-Site": "same-origin"}, 200),
    ("another site", "POST", "/press/Abc-_19", {"Origin": "http://evil.test"}, 403),
    ("another port of this machine", "POST", "/press/Abc-_19", {"Origin": "http://tablet.lan:9000"}, 403),
    ("a sandbox", "POST", "/press/Abc-_19", {"Origin": "null"}, 403),
    ("an empty Origin", "POST", "/press/Abc-_19", {"Origin": ""}, 403),
    ("another site, by its Referer", "POST", "/press/Abc-_19", {"Referer": "http://evil.test/"}, 403),
    ("another site, as its browser admits", "POST", "/press/Abc-_19", {"Sec-Fetch-Site": "cross-site"}, 403),
    ("another method", "PUT", "/press/Abc-_19", {}, 403),
    ("the same word in small letters", "post", "/press/Abc-_19", {}, 403),
    ("no button", "POST", "/press/", {}, 403),
    ("something behind it", "POST", "/press/Abc-_19/", {}, 403),
    ("a line break behind it", "POST", "/press/Abc-_19\n", {}, 403),
    ("another address that begins so", "POST", "/pressed/Abc", {}, 403),
    ("another address that ends so", "POST", "/needs/press/Abc", {}, 403),
    ("another address by way of it", "POST", "/press/../needs/", {}, 403),
    ("a second slash before it", "POST", "//press/Abc-_19", {}, 403),
]


def inside(environ, start_response):
    start_response("200 OK", [("Set-Cookie", "household=secret")])
    return [b"the table"]


def ask(method, host, origin=None, site=None, referer=None, scheme="http", guard=None):
    """What the door answers: status, headers, body."""
    sent = {"HTTP_HOST": host, "HTTP_ORIGIN": origin, "HTTP_SEC_FETCH_SITE": site, "HTTP_REFERER": referer}
    environ = {name: value for name, value in sent.items() if value is not None}
    answer = []
    body = (guard or Guard(inside, URL, HOSTS))(
        environ | {"REQUEST_METHOD": method, "wsgi.url_scheme": scheme},
        lambda status, headers: answer.extend([int(status[:3]), dict(headers)]),
    )
    return *answer, b"".join(body).decode()


@pytest.mark.parametrize(("host", "expected"), [row[1:] for row in HOST_TABLE], ids=[row[0] for row in HOST_TABLE])
def test_the_house_answers_only_to_its_own_names(host, expected):
    assert ask("GET", host)[0] == expected


@pytest.mark.parametrize(
    ("scheme", "host", "origin", "site", "referer", "expected"),
    [row[1:] for row in CHANGE_TABLE],
    ids=[row[0] for row in CHANGE_TABLE],
)
def test_a_change_is_taken_only_from_our_own_pages(scheme, host, origin, site, referer, expected):
    assert ask("POST", host, origin, site, referer, scheme)[0] == expected


@pytest.mark.parametrize(
    ("method", "path", "said", "expected"), [row[1:] for row in PRESS_TABLE], ids=[row[0] for row in PRESS_TABLE]
)
def test_only_the_press_of_a_button_need_not_say_where_it_comes_from(method, path, said, expected):
    headers = {"HTTP_" + name.upper().replace("-", "_"): value for name, value in said.items()}
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": NAME, "wsgi.url_scheme": "http", **headers}
    answer = []
    Guard(inside, URL, HOSTS)(environ, lambda status, headers: answer.append(int(status[:3])))
    assert answer == [expected]


def test_a_button_too_must_call_the_house_by_its_name():
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/press/Abc", "HTTP_HOST": "evil.test", "wsgi.url_scheme": "http"}
    answer = []
    Guard(inside, URL, HOSTS)(environ, lambda status, headers: answer.append(status))
    assert answer == ["421 Misdirected Request"]


def test_a_wrong_name_learns_nothing():
    assert ask("GET", "evil.test") == (421, {"Content-Length": "0"}, "")


def test_a_refused_change_is_told_plainly():
    status, headers, body = ask("POST", NAME, "http://evil.test")
    assert (status, headers["Content-Type"]) == (403, "text/plain; charset=utf-8")
    assert body == (
        "This came from somewhere else, so nothing was changed. Please open the house again and send it from there."
    )
    assert set(headers) == {"Content-Type", "Content-Length"} and int(headers["Content-Length"]) == len(body)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_reading_needs_no_origin(method):
    assert ask(method, NAME, "http://evil.test", "cross-site")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "QUERY", "PROPFIND", "get", ""])
def test_every_other_method_needs_one(method):
    assert ask(method, NAME)[0] == 403


def test_without_any_settings_a_phone_reaches_the_house_by_its_address():
    assert ask("POST", V4, f"http://{V4}", guard=Guard(inside))[0] == 200
    assert ask("POST", V4, guard=Guard(inside))[0] == 403
    assert ask("GET", "home.example", guard=Guard(inside))[0] == 421


def test_a_published_address_may_end_in_a_slash():
    assert ask("POST", V4, URL, guard=Guard(inside, f"{URL}/"))[0] == 200


def test_a_published_address_beyond_ascii_is_the_one_that_browsers_send():
    guard = Guard(inside, "https://küche.example")
    assert ask("POST", "xn--kche-0ra.example", "https://xn--kche-0ra.example", guard=guard)[0] == 200


def test_a_published_address_that_cannot_be_read_is_told_at_once():
    with pytest.raises(ValueError, match="must look like"):
        Guard(inside, "home.example")


def test_what_is_let_in_arrives_unchanged():
    assert ask("GET", NAME) == (200, {"Set-Cookie": "household=secret"}, "the table")


@pytest.fixture(params=[(URL, HOSTS)])
def built(houses, request):
    url, hosts = request.param
    return houses(URL=url, HOSTS=hosts)


def test_no_address_takes_a_change_from_elsewhere_and_each_takes_it_from_here(app, cast):
    before = Event.select().count()
    addresses = [rule.rule for rule in app.url_map.iter_rules() if "POST" in rule.methods]
    assert len(addresses) > 30
    for what, scheme, host, origin, site, referer, expected in CHANGE_TABLE:
        said = {"Host": host, "Origin": origin, "Sec-Fetch-Site": site, "Referer": referer}
        headers = {name: value for name, value in said.items() if value is not None and "\n" not in value}
        if len(headers) < len([value for value in said.values() if value is not None]):
            continue  # no server takes a line break in a header
        for address in addresses:
            sent = EnvironBuilder(path=address, method="POST", headers=headers, data={"own": "x"}).get_environ()
            sent |= {"wsgi.url_scheme": scheme, "REMOTE_ADDR": "192.168.1.7", "HTTP_HOST": host}
            body, status, _ = run_wsgi_app(app.wsgi_app, sent)
            turned_away = status[:3] == "421" or b"".join(body).decode() == ELSEWHERE
            assert turned_away == (expected != 200), (what, address, status)
    assert Event.select().count() == before


@pytest.mark.parametrize("built", [("http://nas.lan:8080", ()), ("http://nas.lan:8080/our/house", ())], indirect=True)
def test_a_button_can_be_pressed_wherever_the_house_lives(app, mara):
    """As curl, a button or Home Assistant would: a POST without a body, a cookie or a word of where it comes from."""
    part = app.config["URL"].removeprefix("http://nas.lan:8080")
    _, token = Button.make(by=mara, word="quiet", audience="home")
    for path, expected in ((f"{part}/press/{token}", 201), (f"/press/{token}", 200), (f"{part}/press/x", 404)):
        sent = EnvironBuilder(path=path, method="POST", headers={"Accept": "*/*"}).get_environ()
        _, status, headers = run_wsgi_app(app.wsgi_app, sent | {"HTTP_HOST": "nas.lan:8080"})
        assert (int(status[:3]), headers["Content-Type"]) == (expected, "text/plain; charset=utf-8"), path
    assert Need.select().count() == 1
