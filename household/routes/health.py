"""Whether the house answers at all."""

from flask import Blueprint, Response

from household.web.access import public

bp = Blueprint("health", __name__)


@bp.get("/health")
@public
def show() -> Response:
    return Response("ok", mimetype="text/plain")
