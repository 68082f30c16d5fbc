"""The conversations the bot can hold and what it can tell aside: one file, one line in these tables each."""

from dialogs.engine.talk import Aside, Talk
from dialogs.talks import (
    accessibility,
    checkin,
    daily,
    erase,
    event,
    event_file,
    event_place,
    events,
    goodbye,
    guideline,
    help,
    imprint,
    language,
    menu,
    mine,
    my_data,
    notices,
    objection,
    others,
    privacy,
    project,
    reply,
    section,
    section_changed,
    signup,
    staff,
    survey,
    survey_reminder,
    welcome,
)

TALKS: dict[str, Talk] = {
    talk.name: talk
    for talk in (
        welcome.TALK,
        menu.TALK,
        survey.TALK,
        guideline.TALK,
        section.TALK,
        mine.TALK,
        objection.TALK,
        others.TALK,
        erase.TALK,
        goodbye.TALK,
        daily.TALK,
        signup.TALK,
        checkin.TALK,
        notices.TALK,
        survey_reminder.TALK,
        staff.TALK,
    )
}

ASIDES: dict[str, Aside] = {
    aside.name: aside
    for aside in (
        project.ASIDE,
        events.ASIDE,
        event.ASIDE,
        event_file.ASIDE,
        event_place.ASIDE,
        language.ASIDE,
        help.ASIDE,
        imprint.ASIDE,
        privacy.ASIDE,
        accessibility.ASIDE,
        my_data.ASIDE,
        section_changed.ASIDE,
        reply.ASIDE,
    )
}

COMMANDS: dict[str, str] = {
    "menu": "menu",
    "meine": "mine",
    "termine": "events",
    "mitteilungen": "notices",
    "projekt": "project",
    "sprache": "language",
    "hilfe": "help",
    "impressum": "imprint",
    "datenschutz": "privacy",
    "barrierefreiheit": "accessibility",
    "daten": "my_data",
    "loeschen": "erase",
    "löschen": "erase",
    "mine": "mine",
    "events": "events",
    "notices": "notices",
    "project": "project",
    "language": "language",
    "help": "help",
    "imprint": "imprint",
    "privacy": "privacy",
    "accessibility": "accessibility",
    "mydata": "my_data",
    "erase": "erase",
    "delete": "erase",
}
"""What may follow a slash, and where it leads; `/start` is read with its payload by the channel."""
