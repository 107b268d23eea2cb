"""The house's pages: one module per noun or surface."""

from flask import Flask

from household.routes import demo, door, health, home, invitations, needs, people, replies, set_up, table, thanks, us

ALWAYS = (door, health, home, invitations, needs, people, replies, set_up, table, thanks, us)


def init_app(app: Flask) -> None:
    for part in ALWAYS:
        app.register_blueprint(part.bp)
    if app.config["DEMO"]:
        app.register_blueprint(demo.bp)
    app.jinja_env.globals["say"] = app.jinja_env.get_template("needs/say.html").module
