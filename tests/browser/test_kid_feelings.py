"""A child says how it feels and says thank you, and the one it is for sees it on a phone that is open."""

import pytest

from household.models import KidFeeling, KidView, Thanks
from household.models.kid_view import code_of

TABLET = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
# what is pressed is never smaller than this, in either direction
SMALL = """() => [...document.querySelectorAll('a[href], button, label:has(input)')]
  .filter(e => e.checkVisibility() && !e.matches('.hide'))
  .map(e => [e.getBoundingClientRect(), e.textContent])
  .filter(([box]) => box.width < 96 || box.height < 96)
  .map(([box, words]) => `${words}: ${box.width} x ${box.height}`)"""
SCROLLS = """() => {
  const page = document.documentElement
  return [document.body.offsetHeight > innerHeight, page.scrollWidth > innerWidth]
}"""


def test_theo_tells_mama_and_thanks_papa_and_both_see_it_where_they_are(phone, theo, mara, jon):
    tablet, maras, jons = phone(theo, viewport=TABLET), phone(mara), phone(jon)
    maras.goto("/")
    jons.goto("/thanks/")
    tablet.goto(f"/kid/{theo.key}/feel/")
    tablet.get_by_role("link", name="Sad").click()
    tablet.get_by_role("button", name="Mama").click()
    tablet.get_by_role("heading", name="You told Mama.").wait_for()
    maras.get_by_text("Theo feels sad.").wait_for()
    tablet.get_by_role("link", name="Thank you").click()
    tablet.get_by_role("link", name="Papa").first.click()
    tablet.get_by_role("link", name="Dino").click()
    tablet.get_by_role("button", name="No words").dblclick()
    tablet.get_by_role("heading", name="It is on the wall.").wait_for()
    jons.get_by_text("Theo thanks you with a picture of a dino.").wait_for()
    assert Thanks.select().count() == KidFeeling.select().count() == 1
    assert tablet.troubles == maras.troubles == jons.troubles == []


@pytest.mark.long
def test_a_word_from_mama_comes_onto_the_open_page_and_what_is_taken_back_goes(phone, theo, mara):
    tablet, maras = phone(theo, viewport=TABLET), phone(mara)
    tablet.goto(f"/kid/{theo.key}/thanks/")
    note = Thanks.give(by=mara, to=[theo], did="You set the table.")
    tablet.get_by_text("You set the table.").wait_for()
    note.take_back(by=mara)
    tablet.get_by_text("You set the table.").wait_for(state="detached")
    KidFeeling.tell(by=theo, to=mara, feeling="sad")
    maras.goto("/")
    maras.get_by_text("Theo feels sad.").wait_for()
    tablet.goto(f"/kid/{theo.key}/feel/")
    tablet.get_by_role("link", name="You told Mama.").click()
    tablet.get_by_role("button", name="Take it back").click()
    tablet.get_by_role("heading", name="How do you feel?").wait_for()
    maras.get_by_text("Theo feels sad.").wait_for(state="detached")


@pytest.mark.long
def test_by_keyboard_and_with_scripts_off(phone, theo, jon):
    page = phone(theo, java_script_enabled=False)
    page.goto(f"/kid/{theo.key}/thanks/to/{jon.key}/{code_of(theo, 'cake')}")
    button = page.get_by_role("button", name="You are funny")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Thank you, Papa. You are funny.").wait_for()
    page.goto(f"/kid/{theo.key}/feel/{code_of(theo, '')}")
    page.get_by_role("button", name="Papa").press("Enter")
    page.get_by_role("heading", name="You told Papa.").wait_for()
    assert not page.get_by_role("button", name="Read it to me").is_visible(), "there is nothing to read it"


@pytest.mark.long
def test_everything_is_large_fits_and_is_for_everybody(phone, axe, theo, mara, jon):
    KidView.create(kid=theo, writes_own=True)
    told = KidFeeling.tell(by=theo, to=mara, feeling="scared")
    given = Thanks.give(by=theo, to=[jon], picture="rainbow", says="Thank you, Papa. You are kind.", audience="home")
    Thanks.give(by=mara, to=[theo], did="You set the table.")
    Thanks.give(by=mara, to=[jon], did="You cooked.", audience="home")
    feel, thanks = f"/kid/{theo.key}/feel/", f"/kid/{theo.key}/thanks/"
    sad, sun = f"{feel}{code_of(theo, 'sad')}", f"{thanks}to/{jon.key}/{code_of(theo, 'sun')}"
    fits = [feel, sad, f"{sad}/nobody", f"{feel}told/{told.key}", f"{thanks}to/{jon.key}", f"{thanks}given/{given.key}"]
    wrong = []
    for light in ("light", "dark"):
        page = phone(theo, color_scheme=light)
        for size in (PHONE, TABLET):
            page.set_viewport_size(size)
            for path in (*fits, thanks, sun):
                page.goto(path)
                wrong += [f"{light} {path}: {one}" for one in (*axe(page), *page.evaluate(SMALL))]
                over, sideways = page.evaluate(SCROLLS)
                wrong += [f"{size['width']} {path} scrolls"] if sideways or (over and path in fits) else []
        wrong += page.troubles
        grown_up = phone(jon, color_scheme=light)
        KidFeeling.tell(by=theo, to=jon, feeling="sad")
        for path in ("/", "/thanks/", "/thanks/new"):
            grown_up.goto(path)
            wrong += [f"{light} {path}: {one}" for one in axe(grown_up)]
    assert wrong == []
