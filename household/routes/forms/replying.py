"""Words under a need."""

from household.web.forms import Form, Words


class ReplyForm(Form):
    words = Words()
