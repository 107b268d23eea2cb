"""One HTTP request, straight to the one it is for: no redirect is followed, no proxy asked."""

import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from household.outside.sending import guard, saying
from household.outside.sending.message import Failed

PATIENCE = 6  # seconds for one of a server's addresses, so that there is time for the next
LONGEST = 1_048_576  # bytes of an answer that are read


def post(url: str, body: bytes, headers: dict[str, str]) -> None:
    """Raises Failed unless the other side says that it has it."""
    settle(request("POST", url, headers, body)[0])


def get(url: str, headers: dict[str, str]) -> bytes:
    status, answer = request("GET", url, headers)
    settle(status)
    return answer


def request(method: str, url: str, headers: dict[str, str], body: bytes | None = None) -> tuple[int, bytes]:
    line, path = opened(url)
    line.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        line.putheader(name, value)
    if body is not None:
        line.putheader("Content-Length", str(len(body)))
        saying.going()
    try:
        line.endheaders(body)
        answer = line.getresponse()
        return answer.status, b"" if body is not None else answer.read(LONGEST)
    except (OSError, HTTPException):
        raise Failed("silent") from None


def opened(url: str) -> tuple[HTTPConnection, str]:
    """A line to there, safe where it should be, and the path to ask for; nothing was asked yet."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise Failed("bad")
    kind = HTTPConnection if parts.scheme == "http" else HTTPSConnection
    line = kind(parts.hostname, parts.port, timeout=PATIENCE)
    try:
        line.connect()
    except (OSError, ssl.CertificateError):
        raise Failed(guard.code()) from None
    line.sock.settimeout(saying.LIMIT)
    return line, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def settle(status: int) -> None:
    """Raises Failed for what is no yes. After 504 nobody knows: a server between us gave up waiting."""
    if status == 504:
        raise Failed("silent")
    if status in (408, 425, 429) or status >= 500:
        raise Failed("busy")
    if not 200 <= status < 300:
        raise Failed("refused")
