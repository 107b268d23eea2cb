"""An errand: one message on its way, carried by a short process of its own, which holds up nothing else."""

import json
import subprocess
import sys
import time
from typing import Any

from household.models import Channel

LONGEST = 30.0  # seconds; it gives up by itself before


class Errand:
    """`done` tells how it went, once it has: "sent", "there", "absent", or a trouble."""

    def __init__(self, message: str, channel: Channel, what: dict[str, Any], trial: bool = False) -> None:
        self.message, self.channel, self.trial, self.asks = message, channel, trial, bool(what.get("ask"))
        self.went: str | None = None
        self.since = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "household.outside.sending"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # it ends what it began even where the house is killed
        )
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(what).encode())
            self.process.stdin.close()
        except OSError:
            self.process.kill()

    def done(self) -> str | None:
        """None while it is on its way; then the same however often one asks."""
        if self.went is None:
            self.went = self._look()
        return self.went

    def _look(self) -> str | None:
        if self.process.poll() is None:
            if time.monotonic() - self.since < LONGEST:
                return None
            self.process.kill()
        assert self.process.stdout is not None
        said = self.process.stdout.read().decode("ascii", "replace").split("\n")
        self.process.stdout.close()
        self.process.wait()
        said = [line for line in said if line]
        if said and said[-1] in ("sent", "there", "absent"):
            return said[-1]
        if said and said[-1].startswith("failed "):
            return said[-1].removeprefix("failed ")
        return "silent" if "going" in said else "unreachable"
