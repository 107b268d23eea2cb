"""The house's pages: one module per noun or surface."""

from flask import Flask

from household.routes import (
    access_log,
    agreements,
    buttons,
    calendars,
    care,
    care_notes,
    changes,
    channels,
    check_ins,
    contacts,
    demo,
    devices,
    door,
    drafts,
    faces,
    finding,
    health,
    home,
    home_screen,
    house,
    invitations,
    kid_asks,
    kid_feelings,
    kid_help,
    kid_home,
    kid_night,
    kid_stories,
    kid_thanks,
    kids,
    kids_devices,
    kids_pictures,
    leave_now,
    leaving,
    loneliness,
    looking_back,
    needs,
    neighbours,
    notices,
    our_why,
    packets,
    passphrase,
    people,
    practices,
    presses,
    quiet,
    recovery_codes,
    removals,
    repairs,
    replies,
    rhythms,
    set_up,
    slow,
    stories,
    table,
    thanks,
    us,
    weather,
)  # fmt: skip

ALWAYS = (
    access_log, buttons, calendars, changes, channels, devices, door, drafts, finding, health, home, home_screen,
    house, invitations, looking_back, needs, neighbours, notices, passphrase, people, presses, quiet, recovery_codes,
    replies, rhythms, set_up, table, thanks, us,
    repairs,
    agreements,
    our_why,
    care, contacts, leave_now, slow,
    care_notes, loneliness, practices, weather,
    leaving, packets,
    check_ins,
    kid_asks, kid_feelings, kid_help, kid_home, kid_stories, kid_thanks,
    kid_night, kids,
    stories,
    removals,
    faces, kids_devices, kids_pictures,
)  # fmt: skip


def init_app(app: Flask) -> None:
    for part in ALWAYS:
        app.register_blueprint(part.bp)
    if app.config["DEMO"]:
        app.register_blueprint(demo.bp)
    app.jinja_env.globals["say"] = app.jinja_env.get_template("needs/say.html").module
