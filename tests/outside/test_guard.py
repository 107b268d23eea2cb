"""Nothing that is sent can be turned on the home's own machines, but for those that a partner has allowed."""

import json
import socket
import subprocess
import sys
from ipaddress import ip_address

import pytest

from household.outside.sending import guard

from .sending import ROOT, message, said
from .sinks import Sink, WebhookSink, certificate

WORLD = ("1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1", "192.88.99.1")
HOME = (
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "255.255.255.255", "224.0.0.251", "240.0.0.1", "192.0.2.1", "198.18.0.1",
    "::1", "::", "fe80::1", "fe80::1%2", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::fb", "2001:db8::1",
    "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1",
    "2002:7f00:1::1", "2002:c0a8:101::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "4000::1",
)  # fmt: skip
NO_NUMBERS = ("localhost", "", "<broadcast>", "127.1", "0x7f000001", "2130706433", "1.1.1.1 ", "one.one.one.one")


def family(host: str) -> int:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def test_only_what_is_out_in_the_world_may_be_called():
    assert [host for host in WORLD if not guard.allowed(family(host), (host, 443))] == []
    assert [host for host in (*HOME, *NO_NUMBERS) if guard.allowed(family(host), (host, 443))] == []
    assert not guard.allowed(socket.AF_UNIX, "/run/dbus/system_bus_socket")
    assert not guard.allowed(socket.AF_INET, (b"abcd", 80)), "a name of four letters, not four bytes of an address"


def test_what_was_allowed_may_be_called_on_that_port_alone(monkeypatch):
    monkeypatch.setattr(guard, "_permitted", {("192.168.1.20", 2586), ("localhost", 80), ("nowhere.invalid", 80)})
    may = [("192.168.1.20", 2586), ("::ffff:192.168.1.20", 2586), ("127.0.0.1", 80)]
    may_not = [("192.168.1.20", 22), ("192.168.1.21", 2586), ("127.0.0.1", 2586), ("127.0.0.2", 80)]
    assert all(guard.allowed(family(host), (host, port)) for host, port in may)
    assert not any(guard.allowed(family(host), (host, port)) for host, port in may_not)


TRIES = """
import asyncio, json, os, socket, sqlite3, subprocess, sys, syslog, urllib.request
from household.outside.sending import guard
guard.stand([("127.0.0.1", int(sys.argv[1]))])
shut = ("127.0.0.1", int(sys.argv[2]))
line, datagram = socket.socket(), socket.socket(type=socket.SOCK_DGRAM)
def raw():
    import _socket
    _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM).connect(shut)
tries = {
    "connect": lambda: line.connect(shut),
    "connect_ex": lambda: line.connect_ex(shut),
    "by its name": lambda: line.connect(("localhost", shut[1])),
    "create_connection": lambda: socket.create_connection(shut),
    "raw": raw,
    "asyncio": lambda: asyncio.run(asyncio.open_connection(*shut)),
    "urllib": lambda: urllib.request.urlopen(f"http://127.0.0.1:{shut[1]}"),
    "sendto": lambda: datagram.sendto(b"x", shut),
    "sendmsg": lambda: datagram.sendmsg([b"x"], [], 0, shut),
    "unix": lambda: socket.socket(socket.AF_UNIX).connect("/run/nothing"),
    "run": lambda: subprocess.run(["true"]),
    "system": lambda: os.system("true"),
    "fork": lambda: os.fork() or os._exit(0),
    "exec": lambda: os.execv("/bin/true", ["true"]),
    "syslog": lambda: syslog.syslog("x"),
    "sqlite": lambda: sqlite3.connect(sys.argv[3] + "/x.db"),
    "write": lambda: open(sys.argv[3] + "/x", "w"),
    "write code": lambda: open(sys.argv[3] + "/x.py", "a"),
    "os.open": lambda: os.open(sys.argv[3] + "/x", os.O_CREAT | os.O_WRONLY),
    "read": lambda: open(sys.argv[3] + "/settings").read(),
    "passwd": lambda: open("/etc/passwd").read(),
    "round about": lambda: open("/usr/../" + sys.argv[3] + "/settings").read(),
}
went = []
for name, one in tries.items():
    try:
        one()
        went.append(name)
    except OSError as error:
        if not isinstance(getattr(error, "reason", error), guard.Forbidden):
            went.append(f"{name}: {error!r}")
socket.create_connection(("127.0.0.1", int(sys.argv[1]))).close()
open(os.__file__).close()
print(json.dumps([went, guard.code()]))
"""


def test_however_a_library_tries_it_gets_no_further(tmp_path):
    (tmp_path / "settings").write_text("HOUSEHOLD_MAIL=smtp://mara:secret@mail.example:587")
    with socket.create_server(("127.0.0.1", 0)) as good, socket.create_server(("127.0.0.1", 0)) as shut:
        ports = [str(one.getsockname()[1]) for one in (good, shut)]
        done = subprocess.run(
            [sys.executable, "-c", TRIES, *ports, tmp_path], cwd=ROOT, capture_output=True, text=True, timeout=60
        )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [[], "forbidden"]
    assert [one.name for one in tmp_path.iterdir()] == ["settings"]


def test_a_message_to_a_machine_at_home_is_refused_unless_it_was_allowed():
    with WebhookSink() as sink:
        there = {"url": sink.url, "secret": sink.secret}
        by_name = {"url": f"http://localhost:{sink.port}", "secret": sink.secret}
        heard = said(
            message("webhook", there),
            message("webhook", by_name),
            message("webhook", there, sink.port + 1),
            message("ntfy", {"server": sink.url, "topic": "t"}, ask=True),
            message("webhook", by_name) | {"permitted": [["localhost", sink.port]]},
            message("apprise", {"url": f"json://127.0.0.1:{sink.port}"}),
        )
        assert heard == ["failed forbidden"] * 4 + ["going sent", "going failed forbidden"]
        assert len(sink.asked) == 1


@pytest.mark.parametrize("kind", ["webhook", "apprise"])
def test_a_redirect_leads_nowhere_that_was_not_allowed(kind):
    with Sink() as sink, Sink() as inside:
        sink.elsewhere = f"{inside.url}/admin"
        address = {
            "webhook": {"url": sink.url, "secret": WebhookSink.secret},
            "apprise": {"url": f"json://{sink.url[7:]}"},
        }
        heard = said(message(kind, address[kind], sink.port))
        assert heard == ["going failed refused" if kind == "webhook" else "going failed forbidden"]
        assert (len(sink.asked), inside.asked) == (1, [])


def test_apprise_does_nothing_to_this_machine_itself():
    heard = said(*(message("apprise", {"url": one}) for one in ("syslog://", "rsyslog://localhost", "dbus://")))
    assert heard[:2] == ["failed forbidden"] * 2
    assert heard[2] in ("failed forbidden", "failed bad"), "bad: it is not on this machine anyway"


def test_apprise_carries_no_file_out(tmp_path):
    """It would, by itself: this is how its address for Teams is given a form to fill in."""
    (tmp_path / "form.json").write_text(
        '{"type": "message", "attachments": [{"contentType": "x", "content": "a secret of this machine"}]}'
    )
    _, context = certificate(tmp_path)
    with Sink(context) as sink:
        teams = f"workflows://127.0.0.1:{sink.port}/{'a' * 32}/{'b' * 40}/?verify=no"
        carrying = message("apprise", {"url": f"{teams}&template={tmp_path}/form.json"}, sink.port)
        assert said(message("apprise", {"url": teams}, sink.port), carrying) == ["going sent", "going failed refused"]
        assert len(sink.got) == 1


def test_the_homes_own_networks_are_no_part_of_the_world(tmp_path, monkeypatch):
    table = tmp_path / "if_inet6"
    table.write_text(
        "20014860486000aa0000000000000005 02 40 00 80     eth0\n"
        "fe800000000000000000000000000001 02 40 20 80     eth0\n"
        "00000000000000000000000000000001 01 80 10 80       lo\n"
    )
    monkeypatch.setattr(guard, "_home", guard.own_networks(str(table)))
    assert not guard.is_public(ip_address("2001:4860:4860:aa::7"))
    assert not guard.is_public(ip_address("2001:4860:4860:b1::7")), "nor what else the home was given"
    assert guard.is_public(ip_address("2001:4860:4861::8888"))
    assert guard.own_networks(str(tmp_path / "nowhere")) == set()
