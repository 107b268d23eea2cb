"""Open the house, and say where it can be found."""

import os
import sys
import tempfile
from io import StringIO
from socket import gethostname
from typing import NoReturn

import click
import segno

from household import config, database
from household.cli.base import main, set_up, settings_options
from household.keeping import instance, room, upgrading
from household.keeping.port import require_port
from household.models import Home, Invitation, PushKey
from household.web.places import lan_addresses

FRUGAL = {  # how the system's memory is kept for the threads of gunicorn
    "MALLOC_MMAP_THRESHOLD_": "1048576",  # bytes: the 19 MiB of a passphrase, else kept by each thread that saw one
    "MALLOC_ARENA_MAX": "1",  # else threads keep some that no other may use; they take turns in Python anyway
}


@main.command()
@settings_options
@click.option("--demo", is_flag=True, help="A made-up family in a folder that is thrown away.")
def serve(port: str | None, data: str | None, demo: bool) -> None:
    """Bring the notebook up to date and open the house."""
    if demo:
        data = tempfile.mkdtemp(prefix="household-demo-")
        os.environ.update(HOUSEHOLD_DEMO="1", DATABASE_URL="")
    settings = set_up(port, data)
    require_port(settings["PORT"], settings["DATA"])
    held = None
    try:
        held = instance.hold(settings["DATA"])
        look_after_the_disk(settings)
        instance.require_sound(settings["DATABASE"])
    except (instance.Damaged, instance.OutOfReach) as trouble:
        print(trouble, file=sys.stderr, flush=True)
        if held is not None:
            os.close(held)
        os.environ["HOUSEHOLD_SHUT"] = trouble.state
        run_gunicorn(settings, "python:household.rescue.serving", "household.rescue.app:app")
    database.init(settings["DATABASE"])
    upgrading.bring_up_to_date(settings["DATABASE"], settings["DATA"])
    with database.db.connection_context():
        if demo:
            from household.demo import move_in

            move_in()
        code = Invitation.invite(None)[2] if Home.current() is None else ""
        PushKey.ours()
    greet(settings, code)
    print("\nCtrl+C closes the house.\n", flush=True)
    run_gunicorn(settings)


@main.command("demo")
@click.option("--port", metavar="N", help="The port to listen on (HOUSEHOLD_PORT).")
@click.pass_context
def demo_(context: click.Context, port: str | None) -> None:
    """Open the house of a made-up family; nothing is kept."""
    context.invoke(serve, port=port, data=None, demo=True)


def look_after_the_disk(settings: dict) -> None:
    """What only its owner may read is so again; there is a ballast; and a word where the disk gets full."""
    if room.mend_modes(settings["DATA"]):
        print("Others who use this computer could read some files of the house. That is mended.")
    if not settings["DEMO"]:
        room.take_ballast(settings["DATA"])
        if said := room.little_room(settings["DATA"]):
            print(said)


def greet(settings: dict, code: str) -> None:
    """Say every address, with a code for the camera for the first one that a phone can reach."""
    addresses = [settings["URL"]] if settings["URL"] else on_the_network(settings["PORT"])
    tail = f"/set-up/?code={code}" if code else "/"
    print("\nThe house is open. On a phone in the same Wi-Fi, go to:\n")
    for address in addresses:
        print(f"    {address}{tail}")
    if addresses and not settings["URL"]:
        print(
            f"\nOr by name, where your network knows it:\n\n    http://{gethostname()}.local:{settings['PORT']}{tail}"
        )
    print(f"\nOn this computer:\n\n    http://localhost:{settings['PORT']}{tail}\n")
    if addresses:
        print("Or point the phone’s camera here:\n")
        show(addresses[0] + tail)
    if settings["DEMO"]:
        print("\nThis family is made up, and nothing is kept.")


def show(address: str) -> None:
    """As a square for the camera, in colours of its own: on a light screen it would come out inside out."""
    square = StringIO()
    segno.make(address, micro=False).terminal(square, compact=True, border=2)
    for line in square.getvalue().splitlines():
        click.secho(line, fg="bright_white", bg="black")


def on_the_network(port: int) -> list[str]:
    return [f"http://{address}:{port}" for address in lan_addresses()]


def run_gunicorn(settings: dict, configuration: str = "", app: str = "app:app") -> NoReturn:
    """Become gunicorn, which keeps the lock on the data folder that this process holds."""
    host = "127.0.0.1" if settings["URL"].startswith("https://") else "0.0.0.0"
    os.environ["HOUSEHOLD_BIND"] = f"{host}:{settings['PORT']}"
    os.environ["HOUSEHOLD_DATA"] = str(settings["DATA"])
    os.environ.update(FRUGAL | os.environ)
    configuration = configuration or str(config.ROOT / "deploy" / "gunicorn.conf.py")
    os.chdir(config.ROOT if (config.ROOT / "app.py").exists() else config.ROOT.parent)
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", configuration, app])
