"""Word by Web Push: to a browser, by way of its maker's server, which can't read it."""

import json
from base64 import urlsafe_b64decode

import http_ece  # pywebpush, around these two, takes six times as long to start
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from py_vapid import Vapid02

from household.outside.sending import posting
from household.outside.sending.message import Failed, Message

KEPT = 86400  # seconds that it may wait for a phone that is off


def send(message: Message) -> None:
    said = json.dumps({"text": message.text, "url": message.url, "id": message.id}, ensure_ascii=False)
    endpoint = message.address["endpoint"]
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(KEPT),
        "Topic": message.id,  # one that still waits there is replaced when it is sent again
        "Urgency": "high" if message.urgent else "normal",
        **signed(message, endpoint),
    }
    status, _ = posting.request("POST", endpoint, headers, sealed(message, said.encode()))
    if status in (404, 410):
        raise Failed("gone")
    posting.settle(status)


def sealed(message: Message, said: bytes) -> bytes:
    """Only the browser has the other half of the key."""
    return http_ece.encrypt(
        said,
        private_key=generate_private_key(SECP256R1()),
        dh=decoded(message.address["p256dh"]),
        auth_secret=decoded(message.address["auth"]),
        version="aes128gcm",
    )


def signed(message: Message, endpoint: str) -> dict[str, str]:
    """That it comes from the house to which the browser gave its word (RFC 8292)."""
    private = message.address["private"]
    key = Vapid02.from_pem(private.encode()) if "BEGIN" in private else Vapid02.from_string(private)
    origin = "/".join(endpoint.split("/", 3)[:3])
    return key.sign({"aud": origin, "sub": message.address["contact"]})


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
