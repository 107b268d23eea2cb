"""What Flask and Flask-Login want to see, so that they stay a thin shell around our own devices: see access."""

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SessionInterface, SessionMixin

from household.models import Device


class NoSession(SessionInterface):
    """Flask's signed session holds nothing here, so it is neither read nor sent."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        return SecureCookieSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        pass


class Member:
    """Whoever a signed-in device acts for, as Flask-Login wants to see them."""

    is_authenticated = is_active = True
    is_anonymous = False

    def __init__(self, device: Device) -> None:
        self.device, self.who = device, device.holder

    def get_id(self) -> str:
        return self.device.key
