"""Before the house opens: its port, and how it says no."""

import errno
import os
import socket
from pathlib import Path

import pytest

from household.keeping.instance import CannotStart
from household.keeping.port import another, require_port, why_not
from household.keeping.prompt import INSTALLED

from ..test_serving import free_port


def refusal(port: int, data: Path) -> str:
    with pytest.raises(CannotStart) as refused:
        require_port(port, data)
    return str(refused.value)


@pytest.mark.usefixtures("on_the_path")
def test_a_port_that_another_program_has_is_told_and_how_to_choose_another(tmp_path):
    with socket.create_server(("127.0.0.1", free_port())) as other:
        port = other.getsockname()[1]
        told = {data: refusal(port, data) for data in (tmp_path, INSTALLED)}
    assert told[tmp_path].startswith(
        f"Port {port} is in use by another program. Is a house still open in another window? "
    )
    assert told[tmp_path].endswith(f": household serve --port 8000 --data {tmp_path}")
    assert told[INSTALLED].endswith(": sudo deploy/install --port 8000") and another(8000) != 8000
    require_port(port, tmp_path)


@pytest.mark.parametrize(
    ("number", "said"), [(errno.EACCES, "Port 80 is kept for the system."), (errno.ENOBUFS, "Port 80 can't be used: ")]
)
def test_a_port_that_we_may_not_have_is_told(number, said):
    assert why_not(80, Path("data"), OSError(number, os.strerror(number))).startswith(said)
