"""How this very device shows the house: light or dark, and how large its letters are."""

from io import BytesIO

import pytest

from .manners import PLAIN, WAYS

CHOICES = [
    # what is chosen      from these, the first of which changes nothing
    ("theme", ("auto", "light", "dark"), "Choose light, dark or as your phone."),
    ("text", ("normal", "larger", "largest"), "Choose how large the letters are."),
]
OWN = {"mara": "/us/", "ruth": "/guest/me/"}


@pytest.mark.parametrize("who", OWN)
@pytest.mark.parametrize(("name", "choices", "_"), CHOICES)
def test_it_is_chosen_for_this_device(as_, cast, who, name, choices, _):
    for way in WAYS:
        client = as_(getattr(cast, who))
        for chosen in (*choices[1:], choices[0]):
            answer = client.post(f"/look/{name}", data={name: chosen}, headers=way)
            assert answer.status_code == (303 if way is PLAIN else 200)
            assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == OWN[who]
            assert f"{name}={chosen};" in answer.headers["Set-Cookie"] and "HttpOnly" in answer.headers["Set-Cookie"]
            page = client.get(OWN[who]).text
            assert (f'data-{name}="{chosen}"' in page) == (chosen != choices[0])
            assert f'name="{name}" value="{chosen}" checked' in page


@pytest.mark.parametrize(("name", "_", "sentence"), CHOICES)
def test_what_is_not_there_to_choose_is_refused(as_, cast, name, _, sentence):
    for who, way in zip(("mara", "ruth", "mara"), WAYS, strict=True):
        client = as_(getattr(cast, who))
        for sent in ({}, {name: ""}, {name: "<script>"}, {name: "dark\r\nX: y"}, {name: (BytesIO(), "x")}):
            answer = client.post(f"/look/{name}", data=sent, headers=way)
            assert (answer.status_code, sentence in answer.text) == (422, True)
            assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("name", ["theme", "text"])
def test_a_cookie_from_elsewhere_chooses_nothing(as_, mara, name):
    client = as_(mara)
    client.set_cookie(name, '"><script>')
    assert f"data-{name}=" not in client.get("/us/").text.partition(">")[2].partition("<body")[0]


def test_a_page_that_was_drawn_before_is_drawn_anew(as_, mara):
    client = as_(mara)
    asked = {"If-None-Match": client.get("/").headers["ETag"]}
    assert client.get("/", headers=asked).status_code == 304
    client.post("/look/text", data={"text": "largest"})
    answer = client.get("/", headers=asked)
    assert answer.status_code == 200 and 'data-text="largest"' in answer.text
