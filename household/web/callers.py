"""One caller: a connection, what it has said of its next request so far, and whether that is all of it."""

import re
import socket
from collections.abc import Callable
from contextlib import suppress
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from gunicorn import http, util
from gunicorn.http.errors import NoMoreData
from gunicorn.http.unreader import Unreader
from gunicorn.workers.gthread import TConn

from household.config import BODY
from household.web.refusals import LONG_HEAD, LONG_LINE, NO_LENGTH, NOT_UNDERSTOOD

PIECE = 65_536  # bytes taken in at once
# What follows only says when to stop listening. gunicorn's own parser judges the request, and can't read past it.
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,18})[ \t]*\r\n", re.I)
CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.I)
WAITS = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.I)


class Heard(Unreader):
    """What has been heard already; asking it for more fails and never waits."""

    def chunk(self, size_hint: int | None = None) -> bytes:
        raise NoMoreData


class Caller(TConn):
    """A connection that is listened to without a thread, until a whole request is here."""

    def __init__(self, cfg: Any, sock: Any, client: Any, server: Any, let_go: Callable[["Caller", bool], None]) -> None:
        super().__init__(cfg, sock, client, server)
        self.parser = http.get_parser(cfg, (), client)
        self.parser.unreader = Heard()
        self.data_ready = True  # gunicorn need not look again before it takes a thread
        self.address, self.let_go = home_of(client), let_go
        self.said, self.size = bytearray(), 0
        self.refused: tuple[str, str] | None = None
        self.until, self.leaving = 0.0, False

    def begin(self, until: float) -> None:
        """Start to listen for the next request; its first bytes may have come with the last one."""
        self.said, self.size = bytearray(self.parser.unreader.take_buffered()), 0
        self.until = until
        self.sock.setblocking(False)

    def hear(self) -> bool:
        """Take in what has come; False when the caller has hung up."""
        try:
            piece = self.sock.recv(PIECE)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self.said += b"" if self.leaving else piece
        return bool(piece)

    def whole(self) -> bool:
        """Whether there is nothing more to wait for: the request is here, or it is clear that none will be."""
        if not self.size:
            self.size = self.measured()
        return 0 < self.size <= len(self.said)

    def measured(self) -> int:
        """How many bytes the request has; 0 while its head is not all here. Sets `refused` for what can't be taken."""
        end = self.said.find(b"\r\n\r\n") + 4
        if end < 4:
            return self.never_ending()
        head = bytes(self.said[:end])
        if CHUNKED.search(head):  # browsers never do; reading chunks is slow work, and proxies have erred in it
            self.refused = NO_LENGTH
        length = LENGTH.search(head)
        size = int(length[1]) if length else 0
        if size > BODY:
            return end  # gunicorn gets the head alone, and the house says that it is too much
        if len(self.said) < end + size and WAITS.search(head):
            self.say(b"HTTP/1.1 100 Continue\r\n\r\n")
        return end + size

    def never_ending(self) -> int:
        """0 for what may still become the head of a request; else `refused` says what is wrong with it."""
        if self.said and not (self.said[:1].isalpha() or self.said[:1] == b"\r"):
            self.refused = NOT_UNDERSTOOD  # such as TLS on the plain port
        elif len(self.said) > longest_head(self.cfg):
            self.refused = LONG_HEAD if b"\r\n" in self.said else LONG_LINE
        return 1 if self.refused else 0

    def hand_over(self) -> None:
        """Give gunicorn's parser what was heard."""
        self.parser.unreader.unread(bytes(self.said))
        self.said = bytearray()

    def say(self, words: bytes) -> None:
        """A few bytes, if the caller takes them; nobody waits for that."""
        with suppress(OSError):
            self.sock.send(words)

    def close(self, graceful: bool = False) -> None:
        """gunicorn is done with this caller. It would now wait for a last word, and keep everybody waiting."""
        self.let_go(self, graceful)

    def see_off(self) -> bool:
        """Say that nothing more will come; False when the caller is gone already."""
        self.leaving, self.said = True, bytearray()
        try:
            self.sock.setblocking(False)
            self.sock.shutdown(socket.SHUT_WR)
        except OSError:
            return False
        return True

    def hang_up(self) -> None:
        util.close(self.sock)


def longest_head(cfg: Any) -> int:
    """No request that gunicorn would take begins with more bytes than these."""
    return cfg.limit_request_line + cfg.limit_request_fields * (cfg.limit_request_field_size + 2) + 4


def home_of(client: Any) -> str:
    """Whom a connection counts for: one IPv4 address, or a /64 of IPv6, out of which one machine can pick any."""
    if not isinstance(client, tuple):
        return ""  # a unix socket: there is a proxy in front
    address = ip_address(client[0].split("%")[0])
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    return str(address if address.version == 4 else ip_network((address, 64), strict=False))
