"""Time zones, as a list to choose from."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from household.models.clock import time_zones


class ZoneField(StringField):
    def pre_validate(self, form: object) -> None:
        if self.data not in time_zones():
            raise ValidationError(_l("We do not know that time zone. Please choose one from the list."))


def zones(chosen: str | None) -> dict[str, list[str]]:
    """The zones of the world by region, without odd names for the same; the chosen one is always there."""
    regions: dict[str, list[str]] = {}
    for zone in sorted(time_zones()):
        region, _, place = zone.partition("/")
        plain = place and region not in ("Etc", "SystemV", "posix", "right", "US")
        if plain or zone in ("UTC", chosen):
            regions.setdefault(region, []).append(zone)
    return regions
