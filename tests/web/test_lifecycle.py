"""One trouble of the notebook is one trouble: the next request begins with a clean connection."""

from household import database


def test_a_connection_that_is_stuck_in_the_middle_of_something_starts_anew(as_, mara):
    client = as_(mara)
    database.db.connection().execute("BEGIN IMMEDIATE")
    assert client.post("/needs/", data={"word": "quiet"}).status_code == 503
    assert client.post("/needs/", data={"word": "quiet"}).status_code == 303
