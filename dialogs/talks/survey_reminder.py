"""The door that comes with a pause in a survey: later there is a reminder; it leads back to the menu."""

from dialogs.city.facts_notices import SurveyReminderChosen
from dialogs.city.survey_wish import may_nudge
from dialogs.engine.heard import Heard
from dialogs.engine.talk import Step, Talk, View
from dialogs.talks import menu
from dialogs.talks.guideline_wishes import WHERE
from dialogs.text import _

LATER = _("Wir erinnern Sie einmal, wenn Sie drei Tage lang nichts beantworten, und kurz vor dem Ende.")


def hear(view: View, _heard: Heard) -> Step:
    """Pressing it is enough; a link does nothing, for links come from anywhere."""
    slug, _dot, deed = view.place.item.partition(".")
    published = view.city.surveys.get(slug)
    if not deed:
        return Step(menu.MENU)
    if published is None or not may_nudge(published, view.arrived or view.now, view.zone):
        return Step(menu.MENU, notes=(_("Das geht jetzt nicht mehr."),))
    return Step(menu.MENU, (SurveyReminderChosen(published.slug),), (LATER, WHERE))


TALK = Talk("survey_reminder", hear, menu.show, menu.wants)
