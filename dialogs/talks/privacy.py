"""Privacy: what is kept of people, why and how long, and what they can do about it."""

from dataclasses import replace

from dialogs.city.comment import UNFINISHED_DAYS
from dialogs.city.periods import INPUT_DAYS, KEEP_DAYS, MESSAGE_DAYS, STRANGER_HOURS
from dialogs.engine.heard import Called
from dialogs.engine.screen import Line, Screen, door, item, title
from dialogs.engine.talk import Aside, Step, View
from dialogs.talks.welcome import notice
from dialogs.text import Content, Text, _, filled


def hear(view: View, called: Called) -> Step:
    """Tells without leaving the place."""
    return Step(replace(view.place, aside=called))


def show(view: View, _item: str) -> Screen:
    """The city's text; without one what the program itself knows: purpose, contents, periods, rights."""
    project = view.city.project
    lines = [title(_("Datenschutz"))]
    if filled(project.legal.privacy):
        lines.append(Line(Content(project.legal.privacy, rich=True)))
    else:
        if filled(project.privacy.purpose):
            lines.append(Line(Content(project.privacy.purpose)))
        lines += notice(view)
        lines.append(Line(_("Das speichern wir:")))
        lines += [item(words) for words in _kept()]
        lines.append(Line(_BASIS))
        lines.append(Line(_("Sie können Ihre Antworten ändern, bis die Umfrage endet.")))
    ways = (door(_("Impressum"), "imprint"), door(_("Barrierefreiheit"), "accessibility"))
    return Screen(tuple(lines), ((door(_("Meine Daten"), "my_data"), door(_("Löschen"), "erase")), ways))


_BASIS = _(
    "Beteiligung ist eine öffentliche Aufgabe: Artikel 6 Absatz 1 Buchstabe e der DSGVO. "
    "Erinnerungen schicken wir nur, wenn Sie zustimmen: Artikel 6 Absatz 1 Buchstabe a. "
    "Das können Sie jederzeit zurücknehmen."
)


def _kept() -> tuple[Text, ...]:
    return (
        _("Ihre Antworten und Stimmen, unter einem Decknamen."),
        _(
            "Einige Zeit nach dem Ende löschen wir, was zu Ihnen führt. "
            "Was Sie gesagt haben, ist dann anonym."
        ),
        _("Ihre Anregungen, mit einer inneren Nummer. So können wir Ihnen antworten."),
        _("Anregungen, die Sie nicht abgegeben haben: {days} Tage lang.", days=UNFINISHED_DAYS),
        _(
            "Ihre Anmeldungen zu Terminen, und ob Sie da waren: höchstens {days} Tage nach dem Termin.",
            days=KEEP_DAYS,
        ),
        _("Wovon Sie hören und woran Sie erinnert werden möchten: bis Sie es abschalten."),
        _("Ihre Sprache, wohin wir antworten, und wo das Gespräch steht."),
        _(
            "Was Sie schreiben, so wie es ankommt: bis wir es verarbeitet haben, höchstens {days} Tage.",
            days=INPUT_DAYS,
        ),
        _(
            "Dass wir Ihnen geschrieben haben: {days} Tage lang. Den Text löschen wir sofort.",
            days=MESSAGE_DAYS,
        ),
        _(
            "Wer den ersten Hinweis nie bestätigt, den vergessen wir nach {hours} Stunden.",
            hours=STRANGER_HOURS,
        ),
    )


ASIDE = Aside("privacy", hear, show)
