"""Word to a program of one's own, signed so that it knows whom it is from: the Standard Webhooks way."""

import hmac
import json
import time
from base64 import b64decode, b64encode

from household.outside.sending import posting
from household.outside.sending.message import Message


def send(message: Message) -> None:
    said = {
        "type": "notice",
        "id": message.id,
        "text": message.text,
        "url": message.url,
        "urgent": message.urgent,
    }
    body, at = json.dumps(said, ensure_ascii=False).encode(), str(int(time.time()))
    signed = hmac.digest(key(message.address["secret"]), f"{message.id}.{at}.".encode() + body, "sha256")
    headers = {
        "Content-Type": "application/json",
        "webhook-id": message.id,
        "webhook-timestamp": at,
        "webhook-signature": f"v1,{b64encode(signed).decode()}",
    }
    posting.post(message.address["url"], body, headers)


def key(secret: str) -> bytes:
    """What stands after `whsec_`; raises ValueError for anything else."""
    kind, _, text = secret.partition("_")
    if kind != "whsec" or not text:
        raise ValueError
    return b64decode(text, validate=True)
