"""Where word may arrive: small real servers of each kind, on a port of their own, which keep what they `got`.

    with NtfySink() as sink:
        ...                      # send something to sink.url
    sink.got                     # what came and was taken

Knobs, at any time: `status` (what is answered, 200), `manner` ("" or "hang": take it and never answer; "cut": take it
and hang up; "deaf": hang up unread), `elsewhere` (where callers are sent on to).
"""

import asyncio
import hmac
import json
import re
import ssl
import threading
import time
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import http_ece
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat


class Sink:
    """An HTTP server in a thread. Each kind says what it takes: `take` answers a status and words."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.got: list[Any] = []
        self.asked: list[str] = []  # the path of every request, also of those that were not taken
        self.status, self.manner, self.elsewhere = 200, "", ""
        self.closed, self.came = threading.Event(), threading.Condition()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, True, do_handshake_on_connect=False)
        self.port: int = self.server.server_address[1]
        self.url = f"http{'s' if context else ''}://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closed.set()
        self.server.shutdown()
        self.server.server_close()

    def wait_for(self, count: int, seconds: float = 10) -> list:
        """What came, once there is so much of it."""
        with self.came:
            assert self.came.wait_for(lambda: len(self.got) >= count, seconds), f"{len(self.got)} of {count} came"
        return self.got

    def keep(self, what: Any) -> None:
        with self.came:
            self.got.append(what)
            self.came.notify_all()

    def take(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, str]:
        self.keep((method, path, dict(headers), body))
        return 200, ""

    def handler(self) -> type:
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                sink.asked.append(self.path)
                self.close_connection = True
                if sink.manner == "deaf":
                    return
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, words = sink.status, ""
                if sink.elsewhere:
                    status = 307
                elif status == 200:
                    status, words = sink.take(self.command, self.path, self.headers, body)
                if sink.manner == "hang":
                    sink.closed.wait(30)
                if sink.manner:
                    return
                self.send_response(status)
                if sink.elsewhere:
                    self.send_header("Location", sink.elsewhere)
                self.send_header("Content-Length", str(len(words.encode())))
                self.end_headers()
                self.wfile.write(words.encode())

            do_GET = do_POST = answer  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        return Handler


class NtfySink(Sink):
    """Speaks ntfy: published as JSON at its root, read back by `/TOPIC/json?poll=1`. `old` knows no sequence_id."""

    old, token = False, ""

    def take(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, str]:
        if self.token and headers["Authorization"] != f"Bearer {self.token}":
            return 401, "{}"
        if method == "POST":
            return self.publish(path, body)
        parts = urlsplit(path)
        asked, topic = parse_qs(parts.query), parts.path.split("/")[1]
        told = [one for one in self.got if one["topic"] == topic and one["time"] >= int(asked["since"][0])]
        return 200, "".join(json.dumps(one) + "\n" for one in told)

    def publish(self, path: str, body: bytes) -> tuple[int, str]:
        message = json.loads(body)
        if path != "/" or not re.fullmatch(r"[-_A-Za-z0-9]{1,64}", message["topic"]):
            return 400, "{}"
        if self.old:
            message.pop("sequence_id", None)
        message = {"id": f"m{len(self.got)}", "time": int(time.time()), "event": "message", **message}
        self.keep(message)
        return 200, json.dumps(message)


class WebhookSink(Sink):
    """Takes what is signed with its `secret`, as a receiver would by the Standard Webhooks spec."""

    secret = "whsec_" + b64encode(b"the key under the third flowerpot").decode()

    def take(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, str]:
        name, at = headers["webhook-id"], headers["webhook-timestamp"]
        key = b64decode(self.secret.removeprefix("whsec_"))
        signed = b64encode(hmac.digest(key, f"{name}.{at}.".encode() + body, "sha256")).decode()
        good = hmac.compare_digest(f"v1,{signed}", headers["webhook-signature"])
        if method != "POST" or not good or abs(time.time() - int(at)) > 300:
            return 401, ""
        self.keep(json.loads(body) | {"webhook-id": name})
        return 204, ""


class PushSink(Sink):
    """A push service and the browser behind it: takes what bears the house's sign, and opens it."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        super().__init__(context)
        self.browser, self.secret = ec.generate_private_key(ec.SECP256R1()), b"sixteen bytes in"
        self.headers: list[dict] = []

    @property
    def subscription(self) -> dict[str, str]:
        point = self.browser.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": f"{self.url}/push/7", "p256dh": coded(point), "auth": coded(self.secret)}

    def take(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, str]:
        found = re.fullmatch(r"vapid t=(.+)\.(.+)\.(.+), ?k=(.+)", headers["Authorization"])
        if not found or headers["Content-Encoding"] != "aes128gcm" or path != "/push/7":
            return 400, ""
        claims = json.loads(decoded(found[2]))
        if claims["aud"] != self.url or not 0 < claims["exp"] - time.time() <= 86400:
            return 401, ""
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(found[4]))
        r, s = decoded(found[3])[:32], decoded(found[3])[32:]
        sign = utils.encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))
        key.verify(sign, f"{found[1]}.{found[2]}".encode(), ec.ECDSA(SHA256()))
        said = http_ece.decrypt(body, private_key=self.browser, auth_secret=self.secret, version="aes128gcm")
        self.headers.append({**headers, "sub": claims["sub"], "key": found[4]})
        self.keep(json.loads(said))
        return 201, ""


def coded(text: bytes) -> str:
    return urlsafe_b64encode(text).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Post(Controller):
    """On a port of its own."""

    def _trigger_server(self) -> None:
        assert self.server
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class MailSink:
    """A mail server. With `login` it asks for name and password, with `context` it offers STARTTLS.

    Knobs: `refuses` (a line such as "550 no", in answer to whom a letter is for), `answers` (the same, in answer to the
    letter itself), `manner` ("hang": take it and never answer; "cut": take it and hang up).
    """

    def __init__(self, login: tuple[str, str] | None = None, context: ssl.SSLContext | None = None) -> None:
        self.got: list[EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.safe: list[bool] = []  # whether nobody could read the line that a letter came by
        self.refuses, self.answers, self.manner, self.login = "", "", "", login
        self.came = threading.Condition()
        more: dict = {"auth_required": True, "auth_require_tls": context is not None} if login else {}
        self.post = Post(
            self, "127.0.0.1", 0, tls_context=context, authenticator=self.knows, server_hostname="mail.example", **more
        )

    @property
    def port(self) -> int:
        return self.post.port

    def __enter__(self) -> Self:
        self.post.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.post.stop()

    def wait_for(self, count: int, seconds: float = 10) -> list[EmailMessage]:
        with self.came:
            assert self.came.wait_for(lambda: len(self.got) >= count, seconds), f"{len(self.got)} of {count} came"
        return self.got

    def knows(self, server: Any, session: Any, envelope: Any, mechanism: str, who: Any) -> AuthResult:
        given = (who.login.decode(), who.password.decode())
        return AuthResult(success=given == self.login, handled=False)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, to: str, options: list) -> str:  # noqa: N802
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(to)
        return "250 good"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if not self.answers:
            with self.came:
                self.got.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
                self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
                self.safe.append(session.ssl is not None)
                self.came.notify_all()
        if self.manner == "cut":
            server.transport.abort()
        elif self.manner == "hang":
            await asyncio.Event().wait()
        return self.answers or "250 good"


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """For 127.0.0.1: the file by which callers know it (SSL_CERT_FILE), and what a sink shows them."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sink")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    begun = datetime.now(UTC) - timedelta(days=1)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(begun).not_valid_after(begun + timedelta(days=9)).add_extension(here, critical=False)
    known, shown = folder / "known.pem", folder / "shown.pem"
    known.write_bytes(made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    shown.write_bytes(known.read_bytes() + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown)
    return known, context
