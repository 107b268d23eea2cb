"""A new way for word to reach someone: what each kind of channel has to know."""

import re
import secrets
from base64 import b64encode
from typing import Any
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField, StringField, ValidationError

from household.config import EMAIL
from household.models.channel import OUTSIDE
from household.models.notice import KINDS
from household.outside.sending.ntfy import TOPIC
from household.web.forms import ClockTime, Form, Words

LONGEST = 1_000  # letters of an address
HOST = re.compile(r"(?!\.)[A-Za-z0-9.:-]{1,253}")


class Address(StringField):
    """One line without blanks, exactly as typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0].strip() if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        text = self.data or ""
        if len(text) > LONGEST or not text.isascii() or not text.isprintable() or " " in text:
            raise ValidationError(_l("We can’t read that address. Please look at it once more."))


def require_web_address(text: str, *schemes: str) -> None:
    try:
        parts = urlsplit(text)
        good = parts.scheme in schemes and parts.hostname and (parts.port or 1) and not parts.username
    except ValueError:
        good = False
    if not good:
        raise ValidationError(_l("An address looks like https://name.example. Please look at it once more."))


class NtfyForm(Form):
    kind = "ntfy"
    server = Address(default="https://ntfy.sh")
    topic = Address(default=lambda: "home-" + secrets.token_hex(8))
    token = Address(default="")

    def validate_server(self, field: StringField) -> None:
        require_web_address(field.data or "", "http", "https")
        if urlsplit(field.data).query or urlsplit(field.data).fragment:
            raise ValidationError(_l("An address looks like https://name.example. Please look at it once more."))

    def validate_topic(self, field: StringField) -> None:
        if not TOPIC.fullmatch(field.data or ""):
            raise ValidationError(_l("A topic has letters, numbers and hyphens, up to 64."))

    def address(self) -> dict[str, str]:
        server = (self.server.data or "").rstrip("/")
        return {"server": server, "topic": self.topic.data or "", "token": self.token.data or ""}


class MailForm(Form):
    kind = "mail"
    to = Words(longest=254)

    def validate_to(self, field: StringField) -> None:
        if not EMAIL.fullmatch(field.data or "") or not (field.data or "").isascii():
            raise ValidationError(_l("An e-mail address looks like name@mail.example. Please look at it once more."))

    def address(self) -> dict[str, str]:
        return {"to": self.to.data or ""}


class AppriseForm(Form):
    kind = "apprise"
    url = Address(default="")

    def validate_url(self, field: StringField) -> None:
        if not re.match(r"[a-z][a-z0-9+.-]{1,30}://.", field.data or "", re.I):
            raise ValidationError(_l("Apprise wants something like tgram://token/chat. Please look at it once more."))

    def address(self) -> dict[str, str]:
        return {"url": self.url.data or ""}


class WebhookForm(Form):
    kind = "webhook"
    url = Address(default="")

    def validate_url(self, field: StringField) -> None:
        require_web_address(field.data or "", "http", "https")

    def address(self) -> dict[str, str]:
        return {"url": self.url.data or "", "secret": "whsec_" + b64encode(secrets.token_bytes(24)).decode()}


class PushForm(Form):
    kind = "push"
    endpoint = Address(default="")
    p256dh = Address(default="")
    auth = Address(default="")

    def validate_endpoint(self, field: StringField) -> None:
        require_web_address(field.data or "", "https")

    def validate_p256dh(self, field: StringField) -> None:
        if not re.fullmatch(r"[\w-]{80,100}=*", field.data or ""):
            raise ValidationError(_l("The browser did not say where to reach it. Please try again."))

    def validate_auth(self, field: StringField) -> None:
        if not re.fullmatch(r"[\w-]{16,40}=*", field.data or ""):
            raise ValidationError(_l("The browser did not say where to reach it. Please try again."))

    def address(self) -> dict[str, str]:
        return {name: getattr(self, name).data or "" for name in ("endpoint", "p256dh", "auth")}


FORMS = {"push": PushForm, "ntfy": NtfyForm, "mail": MailForm, "apprise": AppriseForm, "webhook": WebhookForm}
assert tuple(FORMS) == OUTSIDE


class ChoiceForm(Form):
    """What a channel tells."""

    kinds = SelectMultipleField(choices=[(kind, kind) for kind in KINDS])
    tells_words = BooleanField()
    sound = BooleanField()

    def validate_kinds(self, field: SelectMultipleField) -> None:
        if not {*(field.data or ())} <= {*KINDS}:
            raise ValidationError(_l("Choose from the list."))


class QuietForm(Form):
    begins = ClockTime()
    ends = ClockTime()
    woken_by_now = BooleanField()

    def validate_begins(self, field: ClockTime) -> None:
        if field.data is None:
            raise ValidationError(_l("Please say both, from and until."))

    def validate_ends(self, field: ClockTime) -> None:
        self.validate_begins(field)


def machine(address: dict[str, str]) -> tuple[str, int] | None:
    """The host and port behind an address, where it says both: those of Apprise must write the port."""
    try:
        parts = urlsplit(address.get("server") or address.get("url") or "")
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
        return (parts.hostname, port) if parts.hostname and port and HOST.fullmatch(parts.hostname) else None
    except ValueError:
        return None
