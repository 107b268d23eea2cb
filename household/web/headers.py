"""What every answer says to the browser: run only our own code, keep nothing, tell no other site."""

import gzip

from flask import Flask, Response, request

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    ]
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
WORTH_IT = 2_000  # bytes; what travels in a packet or two gains nothing


def init_app(app: Flask) -> None:
    app.after_request(add)
    app.after_request(pack)


def add(response: Response) -> Response:
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:  # browsers ignore these on plain HTTP, and complain about the first
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def pack(response: Response) -> Response:
    """Gzip a page for those who take it."""
    plain = response.mimetype == "text/html" and "Content-Encoding" not in response.headers
    if plain and not response.is_streamed and "gzip" in request.accept_encodings:
        body = response.get_data()
        if len(body) > WORTH_IT:
            response.set_data(gzip.compress(body, 5))
            response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response
