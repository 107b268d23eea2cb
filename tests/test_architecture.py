"""The rules of the house that a reader can rely on, kept by the machine."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import meta

from household.models.person import INKS

ROOT = Path(__file__).parent.parent
HOUSE, TEMPLATES, CSS = ROOT / "household", ROOT / "templates", ROOT / "static" / "css"
MODULES = {str(path.relative_to(HOUSE)): path.read_text() for path in sorted(HOUSE.rglob("*.py"))}
PAGES = {str(path.relative_to(TEMPLATES)): path.read_text() for path in sorted(TEMPLATES.rglob("*.html"))}
SHEETS = {
    str(path.relative_to(CSS)): re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    for path in sorted(CSS.rglob("*.css"))
}

# ---- Python

KNOWS: dict[str, set[str]] = {  # what each layer may import; household/*.py, on top, may import all of them
    "config": set(),
    "content": set(),
    "database": {"config"},
    "migrations": set(),
    "models": {"config", "content", "database"},
    "policy": {"config", "content", "database", "models"},
    "outside": {"config", "content", "database", "models", "policy"},
    "keeping": {"config", "content", "database", "models"},
    "web": {"config", "content", "database", "models", "policy"},
    "routes": {"config", "content", "database", "models", "policy", "web", "outside", "keeping"},
}
TOP = {"__init__", "cli", "demo", "rescue", "told"}
FLASKLESS = {"config", "content", "database", "migrations", "models", "policy", "keeping"}
KNOWS_THE_APP = {"keeping/ticker.py": "ticks beside the app that serves"}
LONGEST = 170  # lines
ROLES_ARE_WEIGHED = {
    "models/person.py": "finds the people of a role",
    "models/device/__init__.py": "a child who touched its face in the kitchen is in its own pages",
    "models/need/asking.py": "spare_the_kids: whatever the form, no child carries what is heavy",
}
SAY_KID = {  # the role itself; elsewhere a field, or a list in the content, is called so
    "models/person.py", "content/__init__.py", "models/kid_view/hearing.py", "models/leaving/becoming.py",
    "models/kid_view/__init__.py", "content/kids.py", "content/stories.py",
}  # fmt: skip
ROLES_ARE_NAMED = {
    "models/__init__.py": "passes the word on",
    "models/agreement/__init__.py": "holds while every partner says yes",
    "models/agreement/proposing.py": "takes two partners",
    "models/card/__init__.py": "seats a guest",
    "models/device/in_the_kitchen.py": "the kitchen tablet says what it is",
    "models/founding.py": "seats the first partner",
    "models/invitation.py": "seats a partner, when every partner has said yes",
    "models/why/opening.py": "waits for every partner",
    "models/leaving/card_over.py": "opens again what one guest has of another",
    "models/leaving/__init__.py": "knows whether the last partner goes",
    "routes/people.py": "adds a kid",
    "demo/__init__.py": "seats the made-up family",
}


def layer(name: str) -> str:
    return Path(name).with_suffix("").parts[0]


def imports(source: str) -> set[str]:
    """The full names of all that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are written out"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def ours(source: str) -> set[str]:
    return {name.split(".")[1] for name in imports(source) if name.startswith("household.")}


def test_every_layer_is_known_and_none_knows_the_app():
    assert {layer(name) for name in MODULES} <= set(KNOWS) | TOP
    assert not [name for name, source in MODULES.items() if {one.split(".")[0] for one in imports(source)} & {"app"}]


@pytest.mark.parametrize("known", KNOWS)
def test_imports_point_one_way(known):
    for name, source in MODULES.items():
        if layer(name) == known:
            assert ours(source) <= KNOWS[known] | {known}, name


def test_only_the_edge_knows_the_web():
    web = ("flask", "werkzeug", "jinja2", "wtforms", "flask_login", "flask_babel")
    for name, source in MODULES.items():
        if layer(name) in FLASKLESS and name not in KNOWS_THE_APP:
            assert not {one for one in imports(source) if one.split(".")[0] in web}, name


def test_the_process_that_watches_the_workers_does_not_carry_the_site():
    site = "{'flask', 'werkzeug', 'jinja2', 'babel', 'peewee', 'sqlite3'}"
    asked = f"import sys, household.web.worker, household.web.logs; print(*{site} & {{*sys.modules}})"
    assert subprocess.check_output([sys.executable, "-c", asked], cwd=ROOT, text=True).split() == []


def test_a_house_that_just_serves_does_not_carry_what_is_rarely_needed(tmp_path):
    rare = "{'argon2', 'apprise', 'cryptography', 'ctypes', 'playhouse.migrations', 'segno'}"
    asked = f"import sys, app, household.outside.delivering; print(*{rare} & {{*sys.modules}})"
    plain = os.pathsep.join([str(ROOT), str(ROOT / "tests" / "bench" / "plain")])  # the driver of PostgreSQL takes more
    env = os.environ | {"HOUSEHOLD_DATA": str(tmp_path), "PYTHONPATH": plain}
    assert subprocess.check_output([sys.executable, "-c", asked], cwd=ROOT, env=env, text=True).split() == []


def test_routes_never_import_each_other():
    for name, source in MODULES.items():
        if layer(name) == "routes" and name != "routes/__init__.py":
            others = {one.split(".")[2] for one in imports(source) if one.startswith("household.routes.")}
            assert others <= {"forms"}, name


def test_what_only_one_place_may_do():
    for name, source in MODULES.items():
        assert "HX-" not in source or layer(name) == "web", f"{name} speaks htmx"
        assert "Markup(" not in source, f"{name} makes markup"


def test_what_a_role_means_is_known_in_one_place():
    for name, source in MODULES.items():
        nodes = list(ast.walk(ast.parse(source)))
        weighed = any(isinstance(node, ast.Attribute) and node.attr == "role" for node in nodes)
        named = any(isinstance(node, ast.Name) and node.id == "Role" for node in nodes)
        quoted = [node.value for node in nodes if isinstance(node, ast.Constant)]
        if layer(name) in ("policy", "migrations"):
            continue
        assert not weighed or name in ROLES_ARE_WEIGHED, name
        assert not named or name in ROLES_ARE_WEIGHED | ROLES_ARE_NAMED, name
        assert not {"kid", "guest", "kiosk"} & {*quoted} or name in SAY_KID, name
    for name, source in PAGES.items():
        assert not re.search(r"\.role\b|Role\b", source), name
    assert not {*ROLES_ARE_WEIGHED, *ROLES_ARE_NAMED} - set(MODULES), "an exception that is no longer needed"


def test_a_module_is_short_and_opens_with_what_it_is():
    for name, source in MODULES.items():
        if layer(name) != "migrations":
            assert len(source.splitlines()) <= LONGEST, name
            assert re.match(r'"""[^\n]+[.?!]\)?("""\n|\n)', source), f"{name}: its first line says what it is"


# ---- templates


class Tags(HTMLParser):
    """Every tag of a template with its attributes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, Any]]] = []
        self.feed(without_jinja(source))

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.found.append((tag, dict(attrs)))


def without_jinja(source: str) -> str:
    return re.sub(r"\{\{.*?\}\}", "x", re.sub(r"\{%.*?%\}|\{#.*?#\}", "", source, flags=re.S), flags=re.S)


@pytest.fixture(scope="module")
def tags() -> list[tuple[str, str, dict[str, Any]]]:
    return [(name, *found) for name, source in PAGES.items() for found in Tags(source).found]


def test_a_template_carries_no_style_and_no_script(tags):
    for name, source in PAGES.items():
        assert not re.search(r"hx-on|js:|\|\s*safe\b|autoescape|:inherited|:append", source), name
    for name, tag, attributes in tags:
        assert "style" not in attributes and tag != "style", (name, tag)
        assert not [one for one in attributes if one.startswith("on")], (name, tag)
        assert tag != "script" or "src" in attributes, name


def test_what_htmx_shall_do_stands_on_the_element_that_does_it(tags):
    for name, tag, attributes in tags:
        asked = {one for one in attributes if one.startswith("hx-")}
        assert not asked or asked & {"hx-get", "hx-post"}, f"{name}: {tag} {asked}"
        works = "hx-post" not in asked or (tag, attributes["method"]) == ("form", "post")
        assert works, f"{name}: works without JavaScript"


def test_a_template_names_its_inputs_in_its_first_line(app):
    unnamed = {}
    for name, source in PAGES.items():
        told = re.match(r"\{# (.+?)(?:[:.] .*)? #\}\n", source)
        assert told, f"{name}: its first line says what it needs"
        if Path(name).name.startswith("_"):
            given = {*app.jinja_env.globals, "current_user", "request", *re.findall(r"{%-? set (\w+)", source)}
            unnamed[name] = meta.find_undeclared_variables(app.jinja_env.parse(source)) - given - {*told[1].split(", ")}
    assert {name: inputs for name, inputs in unnamed.items() if inputs} == {}


# ---- CSS

COLOURS = r"#[0-9a-f]{3,8}\b|\b(rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(|:[^;{}]*\b(white|black|gr[ae]y|red|blue)\b"
SIDES = (
    r"(?:^|[;{\s])(?:[\w-]+-)?(?:left|right|top|bottom|width|height)(?:-[\w-]+)?\s*:"
    r"|(?:align|float|clear):\s*(?:left|right)"
)
PHYSICAL_BUT_FAIR = r"stroke-width|border-\w+-width|outline-width|line-height"  # the same on every side


def selectors(sheet: str) -> Iterator[str]:
    return (found.strip() for found in re.findall(r"([^{};]+)\{", sheet) if not found.strip().startswith("@"))


@pytest.mark.parametrize("name", SHEETS)
def test_a_stylesheet_keeps_to_tokens_and_to_logical_sides(name):
    rules = re.sub(r"@(media|supports|container)[^{]*\{|url\([^)]*\)", "", SHEETS[name])
    assert Path(name).name == "tokens.css" or not re.search(COLOURS, rules, re.I), "a colour outside tokens"
    assert not re.search(SIDES, re.sub(PHYSICAL_BUT_FAIR, "", rules)), "left, right or a physical size"
    assert "!important" not in rules
    assert not [one for one in selectors(SHEETS[name]) if "#" in one], "an id in a selector"


def styled() -> dict[str, str]:
    """Every class there is in the stylesheets, and the file it is in."""
    names: dict[str, str] = {}
    for file, sheet in SHEETS.items():
        for selector in selectors(sheet):
            names |= dict.fromkeys(re.findall(r"\.(-?[a-z][\w-]*)", selector), file)
    return names


def worn() -> set[str]:
    """Every class that a template or a script puts on something."""
    source = "\n".join(PAGES.values())
    found: set[str] = set()
    for attribute in re.findall(r'class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"', source, re.S):
        plain = re.sub(r"\{%.*?%\}", "", attribute)
        found |= set(re.sub(r"\{\{(.*?)\}\}", lambda code: " ".join(re.findall(r"'([^']*)'", code[1])), plain).split())
    found |= set(" ".join(re.findall(r"""(?:icon|pic)\([^()]*?, ["']([^"']+)["']\)""", source)).split())
    sizes = re.findall(r"""(?:face|pair)\([^()]*?, "(\w+)\"""", source)
    assert "face--" in found, "faces get their size and ink from what they show"
    return found - {"face--"} | {f"face--{one}" for one in (*INKS, *sizes)}


def test_every_class_that_is_worn_has_a_home_in_the_stylesheets():
    assert worn() - set(styled()) == set()


def test_every_class_in_the_stylesheets_is_worn():
    on_something = worn()
    assert {f"{file}: .{name}" for name, file in styled().items() if name not in on_something} == set()
