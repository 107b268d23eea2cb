"""How a change answers. (A GET always answers with a whole page.)"""

from typing import Any

from flask import Flask, Response, make_response, redirect, render_template, request


def init_app(app: Flask) -> None:
    app.jinja_env.globals["dom_id"] = dom_id


def changed(partial: str, back_to: str, **context: Any) -> Response:
    """After a verb: htmx gets the fresh partial where that is what it swaps, everyone else goes back to the page."""
    if not wants_partial():
        return back(back_to)
    answer = make_response(render_template(partial, **context))
    answer.headers["HX-Trigger"] = "house-changed"
    return answer


def back(to: str) -> Response:
    """To a page with 303, which htmx follows like a plain form."""
    return redirect(to, 303)  # type: ignore[return-value]


def file(body: str, kind: str) -> Response:
    """A small file, made for whoever asks, that browsers may keep as long as they ask each time whether it holds."""
    answer = Response(body, mimetype=kind, headers={"Cache-Control": "no-cache", "Vary": "Accept-Language"})
    answer.add_etag()
    return answer.make_conditional(request)  # type: ignore[return-value]


def away(to: str) -> Response:
    """To a page of its own, with its title and address, with or without htmx."""
    if not by_htmx():
        return back(to)
    answer = make_response("", 200)
    answer.headers["HX-Redirect"] = to
    return answer


def shown_once(page: str, back_to: str, **context: Any) -> Response:
    """A page with something that is kept nowhere, so that no redirect can lead to it. A reload asks for `back_to`."""
    answer = make_response(render_template(page, **context))
    if by_htmx():
        answer.headers.update({"HX-Push-Url": back_to, "HX-Reswap": "outerMorph show:top showTarget:#wall"})
    return answer


def by_htmx() -> bool:
    return request.headers.get("HX-Request") == "true"


def wants_partial() -> bool:
    """Whether htmx swaps just the target; with hx-select it wants the whole page to pick from."""
    return by_htmx() and request.headers.get("HX-Request-Type") != "full"


def notice(page: str, status: int, **context: Any) -> Response:
    """A whole page for a plain form; for htmx a sentence in the page's notice. The status is the same.

    A page that htmx can't read any more takes the place of the one on the screen: what was there is gone.
    """
    if by_htmx() and request.method != "GET":
        answer = in_notice(make_response(render_template("layouts/_notice.html", **context), status))
        answer.headers["HX-Trigger"] = "house-changed"
        return answer
    answer = make_response(render_template(page, **context), status)
    return swapped(answer, "#main") if by_htmx() else answer


def in_notice(answer: Response) -> Response:
    """Let htmx put this answer where the page keeps its notice."""
    return swapped(answer, "#notice")


def swapped(answer: Response, target: str) -> Response:
    answer.headers.update({"HX-Retarget": target, "HX-Reselect": target, "HX-Reswap": "outerHTML"})
    return answer


def dom_id(record: Any, part: str | None = None) -> str:
    return "-".join(filter(None, [type(record).__name__.lower(), record.key, part]))
