"""The styles and scripts of every page, what a few pages add, the drawings and the letters, each under its hash."""

import gzip
import hashlib
import json
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, request

from household import policy
from household.config import ROOT
from household.content import whispering
from household.web.access import public
from household.web.behind import path_of

FIRST = ("00-layers", "tokens", "reset", "base", "layout")
LAST = ("utilities",)
KINDS = {
    ".svg": "image/svg+xml", ".woff2": "font/woff2", ".js": "text/javascript", ".png": "image/png", ".css": "text/css",
    ".json": "application/json",
}  # fmt: skip
ASIDES = re.compile(r"^[ \t]*//[^\n]*\n| {3}//[^\n]*|[ \t]*/\*.*?\*/|^[ \t]+|^\n", re.M | re.S)
WALL = re.compile(r"--wall: var\(--L, (?P<light>#\w+)\) var\(--D, (?P<dark>#\w+)\)")
LAYERED = re.compile(r"^@layer \w+ \{(.*)\}\n*\Z", re.M | re.S)
PICTURE = re.compile(r'<symbol id="([^"]+)"')
A_YEAR = "public, max-age=31536000, immutable"

bp = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    body: bytes
    mimetype: str
    version: str

    @cached_property
    def packed(self) -> bytes:
        """Made when it is first asked for; nothing where it would not be smaller."""
        packed = gzip.compress(self.body, 9, mtime=0)
        return packed if len(packed) < len(self.body) else b""


def init_app(app: Flask) -> None:
    """Read everything once, when the app starts; the stylesheet, once it knows where the others are."""
    root = ROOT / "static"
    files = {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.suffix in KINDS and path.suffix != ".css" and path.parent.name != "js"
    }
    files["site.js"] = joined(root / "js", ".js")
    files |= {f"whispers/{one}.json": compact(whispering.rules(one)) for one in whispering.languages()}
    assets = {name: wrap(name, body) for name, body in files.items()}
    assets["site.css"] = wrap("site.css", pointed(joined(root / "css", ".css"), assets))
    for folder in sorted(path for path in (root / "css").iterdir() if path.is_dir()):
        assets[f"{folder.name}.css"] = wrap(f"{folder.name}.css", joined(folder, ".css"))
        if folder.name in policy.surfaces():
            old = f"old-{folder.name}.css"
            assets[old] = wrap(old, pointed(unlayered(root / "css", folder), assets))
    app.extensions["assets"] = assets
    at = addresses(assets, path_of(app.config["URL"]))
    app.jinja_env.globals.update(asset=at.__getitem__, drawing=drawings(assets, at).__getitem__)
    wall = WALL.search(assets["site.css"].body.decode())
    assert wall is not None
    app.jinja_env.globals["wall"] = wall.groupdict()  # what a browser paints around the page
    app.register_blueprint(bp)


def joined(folder: Path, suffix: str) -> bytes:
    """The files of a folder as one, layers first and utilities last, without what is there for their readers."""
    parts = {path.stem: ASIDES.sub("", path.read_text()) for path in sorted(folder.glob(f"*{suffix}"))}
    middle = [name for name in parts if name not in FIRST + LAST]
    return "\n".join(parts[name] for name in (*FIRST, *middle, *LAST) if name in parts).encode()


def compact(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def unlayered(*folders: Path) -> bytes:
    """The files of these folders as one sheet in which their order alone decides, for browsers that know no layers."""
    names = sorted((path for folder in folders for path in folder.glob("*.css")), key=turn)
    return "".join(LAYERED.sub(r"\1", ASIDES.sub("", path.read_text())) for path in names).encode()


def turn(path: Path) -> tuple[int, bool, str]:
    """Where a file stands among the others: what all build on, common blocks, a surface's own, what always wins."""
    place = FIRST.index(path.stem) if path.stem in FIRST else len(FIRST) + (path.stem in LAST)
    return place, path.parent.name != "css", path.stem


def pointed(sheet: bytes, assets: dict[str, Asset]) -> bytes:
    """The stylesheet with the address of each file it calls for, from beside its own, so that any path is right."""
    calls = re.compile(r"url\(\.\./([^)]+)\)")
    return calls.sub(lambda call: f"url(../{assets[call[1]].version}/{call[1]})", sheet.decode()).encode()


def wrap(name: str, body: bytes) -> Asset:
    return Asset(body, KINDS[Path(name).suffix], hashlib.sha256(body).hexdigest()[:12])


def addresses(assets: dict[str, Asset], path: str) -> dict[str, str]:
    """Where each asset is, under the path of the house; a new address whenever its content changes."""
    return {name: f"{path}/assets/{asset.version}/{name}" for name, asset in assets.items()}


def drawings(assets: dict[str, Asset], at: dict[str, str]) -> dict[str, str]:
    """Where each of our own pictures is, by its name: the first page needs those of one file only."""
    files = [name for name in assets if name.endswith("pictos.svg")]
    return {id: f"{at[name]}#{id}" for name in files for id in PICTURE.findall(assets[name].body.decode())}


def address(name: str) -> str:
    """Where this asset is, for what is no template."""
    return str(current_app.jinja_env.globals["asset"](name))  # type: ignore[operator]


def inline(name: str) -> str:
    """A drawing as an address that holds it whole, so that nothing has to be fetched."""
    asset = current_app.extensions["assets"][name]
    return f"data:{asset.mimetype};base64,{b64encode(asset.body).decode()}"


def source(name: str) -> str:
    """A text among the assets, for what is made of it."""
    return str(current_app.extensions["assets"][name].body.decode())


@bp.get("/assets/<version>/<path:name>")
@public
def show(version: str, name: str) -> Response:
    asset = current_app.extensions["assets"].get(name) or abort(404)
    small = "gzip" in request.accept_encodings and asset.packed
    response = Response(asset.packed if small else asset.body, mimetype=asset.mimetype)
    response.headers["Cache-Control"] = A_YEAR if version == asset.version else "no-cache"  # a page of another day asks
    if small:
        response.headers["Content-Encoding"] = "gzip"
    return response
