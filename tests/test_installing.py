"""What one needs to install the house for good: the unit, the scripts, the wheel and the container."""

import re

from .test_serving import household, serving

# ---- the command of an open house


def test_where_an_open_house_is_can_be_asked_again_with_a_new_code_to_begin_with(tmp_path):
    with serving("--data", str(tmp_path)) as house:
        first = re.search(r"code=(\S+)", house.said)[1]
        said = household("welcome", "--data", str(tmp_path), "--port", str(house.port))
        code = re.search(r"code=(\S+)", said.stdout)[1]
        assert f"http://localhost:{house.port}/set-up/?code={code}" in said.stdout and "Ctrl+C" not in said.stdout
        assert "The house is open." in said.stdout and code != first
    closed = household("welcome", "--data", str(tmp_path), "--port", str(house.port))
    assert closed.returncode == 1 and closed.stderr.startswith("The house is not open")
