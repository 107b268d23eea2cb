"""A process that dies at a chosen moment, as if the plug had been pulled, and how often it may be chosen."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

STEPS = {"open", "sqlite3.connect", "exec"} | {f"os.{name}" for name in ("rename", "link", "remove", "mkdir", "rmdir")}


def dies_at(step: int, work: Callable[[], Any]) -> bool:
    """Do `work` in a process that is killed just before this step with files; False where it came to its end."""
    child = os.fork()
    if child == 0:
        left = step

        def count(event: str, args: Any) -> None:
            nonlocal left
            if event in STEPS:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            work()
            os._exit(0)
        except BaseException as error:
            os.write(2, f"{error!r}\n".encode())
            os._exit(1)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "it failed by itself"
    return os.WIFSIGNALED(status)
