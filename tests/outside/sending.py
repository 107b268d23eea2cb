"""Sends as the postman does: a process for each message, all of them at once."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SENDING = [sys.executable, "-m", "household.outside.sending"]
NAME = "kdmcaepqwxyz"
TEXT = "Something for you at home"


def message(kind: str, address: dict, *permitted: int, **more) -> dict:
    """On this machine only the ports that are named are permitted."""
    home = [["127.0.0.1", port] for port in permitted]
    return {"kind": kind, "address": address, "id": NAME, "text": TEXT, "permitted": home, **more}


def said(*messages: dict | bytes, **env: str) -> list[str]:
    """What the postman heard of each, in one line; none of them may say more than that."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HOUSEHOLD_")}
    environment |= {"PYTHONPATH": str(ROOT), **env}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    started = [subprocess.Popen(SENDING, env=environment, **pipes) for _ in messages]
    for one, given in zip(started, messages, strict=True):
        one.stdin.write(given if isinstance(given, bytes) else json.dumps(given).encode())
        one.stdin.close()
        one.stdin = None
    heard = [one.communicate(timeout=60) for one in started]
    assert [error for _, error in heard if error] == []
    assert all(one.returncode == 0 for one in started)
    return [" ".join(words.decode().splitlines()) for words, _ in heard]
