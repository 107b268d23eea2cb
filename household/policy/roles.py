"""What each role means, as tables to read at the kitchen table."""

from household.models import Role

PARTNER, KID, GUEST, KIOSK = Role.PARTNER, Role.KID, Role.GUEST, Role.KIOSK

# what a role hears of without being named; a kid only what is marked "kids can help"
SEES = {
    PARTNER: {"partners", "home", "orbit"},
    KID: {"kids"},
    GUEST: {"orbit"},
    KIOSK: {"home", "orbit"},
}
# what a tablet in the kitchen hears of besides, so that a child's face comes and goes there
KITCHEN_HEARS = {"kitchen"}
# thanks to the home are the kids' too; to everybody else they are shown as needs are
THANKS_SEEN = {KID: {"home", "orbit"}}
# for whom a role may ask
ASKS = {
    PARTNER: ("named", "partners", "home", "orbit"),
    KID: ("named",),
    GUEST: ("named", "partners", "orbit"),
}
# a signed-in device is forgotten after so many days without use; a guest's card has an end of its own, and the
# kitchen tablet stays until a partner ends it
IDLE = {PARTNER: 90, KID: 365, GUEST: 365}
# the doors that exist so far, or single pages behind one; to everyone else a place is not there
PLACES = {
    PARTNER: {
        "table", "needs", "replies", "thanks", "us", "people", "invitations", "home", "house", "live", "door",
        "devices", "passphrase", "recovery_codes", "access_log", "changes", "looking_back", "finding", "drafts",
        "rhythms", "notices", "channels", "neighbours", "quiet", "calendars", "buttons",
        "repairs",
        "agreements",
        "our_why",
        "contacts", "slow",
        "weather", "practices", "care_notes", "loneliness",
        "leaving", "packets",
        "check_ins",
        "kids",
        "stories",
        "removals",
        "kids_devices", "kids_pictures",
        "kiosks",
        "guests",
        "look",
        "guests_cards",
        "pin",
        "deeds",
        "whispers",
    },
    GUEST: {
        "live", "door",
        "deeds",
        "guest_home",
        "guest_needs",
        "guest_replies",
        "guest_asks",
        "rhythms",
        "guest_thanks",
        "guest_me",
        "people.edit", "people.change", "look", "devices", "notices", "channels", "quiet", "calendars",
        "slow", "care_notes.show", "leaving", "packets",
        "pin",
        "whispers",
    },
    KIOSK: {
        "live",
        "day",
        "kiosk_faces",
        "company",
        "kiosk_asks",
        "kiosk_needs",
        "kiosk_thanks",
    },
    KID: {
        "live",
        "kid_home",
        "kid_night",
        "kid_asks",
        "kid_feelings",
        "kid_help",
        "kid_thanks",
        "kid_stories",
    },
}  # fmt: skip
# where each comes in, and in which folder the pages lie that say no to them
FRONT = {PARTNER: "table.index", KID: "kid_home.index", GUEST: "guest_home.index", KIOSK: "day.index"}
SURFACES = {KID: "kid", GUEST: "guest", KIOSK: "kiosk"}
# what is left of the kitchen tablet while there is company
COMPANY = {"live", "day", "company"}
# where each reads one need, and thanks, asks for something, and finds what is their own
PAGES = {
    PARTNER: {"need": "needs.show", "thanks": "thanks.index", "ask": "needs.new", "own": "us.index"},
    GUEST: {
        "need": "guest_needs.show",
        "thanks": "guest_thanks.index",
        "ask": "guest_asks.new",
        "own": "guest_me.index",
    },
    KIOSK: {"need": "kiosk_needs.show", "thanks": "day.index"},
}
# what stands in for the pages that rest, in the quiet hours of whose they are
NIGHT = {KID: "kid_night.index"}
