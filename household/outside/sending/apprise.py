"""Word by anything else that Apprise speaks."""

from typing import Any

import apprise
import requests

from household.outside.sending import guard, posting, saying
from household.outside.sending.message import Failed, Message

# These stay on this machine and go past the guard: by code in C to its desktop, its log or its USB lights.
# rsyslog would send to whichever log a name leads to. What starts programs or touches files, the guard stops.
LOCAL = {"blink1", "dbus", "glib", "gnome", "macosx", "rsyslog", "syslog", "windows"}


def send(message: Message) -> None:
    asset = apprise.AppriseAsset(storage_mode="memory", async_mode=False)
    service = apprise.Apprise.instantiate(message.address["url"], asset=asset, suppress_exceptions=True)
    if service is None:
        raise Failed("forbidden" if guard.code() == "forbidden" else "bad")
    package, _, name = type(service).__module__.rpartition(".plugins.")
    if package != "apprise" or name in LOCAL:
        raise Failed("forbidden")
    answers = listen()
    all_of_it = apprise.Apprise(asset=asset)
    all_of_it.add(service)
    saying.going()
    if not all_of_it.notify(message.body, title=message.title, body_format="text"):
        raise Failed(why_not(answers, len(service)))


def listen() -> list[int | str]:
    """What servers answer from now on, or how the lines broke: Apprise itself says only yes or no."""
    answers: list[int | str] = []
    send = requests.adapters.HTTPAdapter.send

    def heard(*args: Any, **kwargs: Any) -> requests.Response:
        try:
            answer = send(*args, **kwargs)
        except (requests.ConnectTimeout, requests.exceptions.SSLError):
            answers.append("unreachable")
            raise
        except requests.ConnectionError as broken:
            answers.append("unreachable" if "NewConnectionError" in repr(broken) else "silent")
            raise
        except requests.RequestException:
            answers.append("silent")
            raise
        answers.append(answer.status_code)
        return answer

    requests.adapters.HTTPAdapter.send = heard  # type: ignore[method-assign]
    return answers


def why_not(answers: list[int | str], recipients: int) -> str:
    if guard.code() == "forbidden":
        return "forbidden"
    if not answers:  # a service that does not speak HTTP
        return {"out": "silent", "looked up": "unreachable", "": "refused"}[guard.way()]
    if recipients > 1 and len(answers) > 1:  # some of them may have it
        return "silent"
    if isinstance(answers[-1], str):
        return answers[-1]
    try:
        posting.settle(answers[-1])
    except Failed as failed:
        return failed.code
    return "refused"  # a yes in HTTP with a no in it
