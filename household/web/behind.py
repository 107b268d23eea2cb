"""Behind a proxy: the path under which the house lives, and what the proxy says of the caller, where it is believed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

from household.web.guard import loopback

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class Behind:
    """WSGI middleware around the guard. `url` is the one address people use; its path is the same for every caller.

    The proxy may pass the path on whole or take the house's part off: both arrive. Who called, and how, is read
    from its headers only where `url` is https and the call comes from this machine, for anybody can write them.
    """

    def __init__(self, app: "WSGIApplication", url: str = "") -> None:
        self.plain, self.told = app, ProxyFix(app, x_for=1, x_proto=1)
        self.path, self.secure = path_of(url), url.startswith("https://")

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if self.path and (path + "/").startswith(self.path + "/"):
            path = path[len(self.path) :]
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = self.path, path or "/"
        believed = self.secure and loopback(environ.get("REMOTE_ADDR", ""))
        environ["household.proxied"] = believed and "HTTP_X_FORWARDED_PROTO" in environ
        return (self.told if believed else self.plain)(environ, start_response)


def path_of(url: str) -> str:
    """Its path without the last slash; empty for most houses."""
    return "/".join(["", *url.rstrip("/").split("/")[3:]]).rstrip("/")
