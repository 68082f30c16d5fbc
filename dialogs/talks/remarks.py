"""What is remarked on words somebody wrote: that they may lead to a person, and where there is help."""

from dialogs.city.hints import is_in_crisis
from dialogs.city.personal_data import PersonalData, find_personal_data
from dialogs.engine.heard import Corrected, Heard, Said
from dialogs.text import Text, Words, _

KINDS: dict[PersonalData, Text] = {
    PersonalData.PHONE: _("eine Telefonnummer"),
    PersonalData.EMAIL: _("eine E-Mail-Adresse"),
    PersonalData.IBAN: _("eine Kontonummer"),
}

HELP: tuple[Text, ...] = (
    _("Geht es Ihnen sehr schlecht? Sie sind nicht allein. Hier liest aber nicht sofort jemand mit."),
    _(
        "Die TelefonSeelsorge hört Ihnen zu: Tag und Nacht, kostenlos, ohne Ihren Namen. "
        "Telefon 0800 1110111 oder 116 123."
    ),
    _("Sind Sie oder andere gerade in Gefahr? Dann rufen Sie bitte 112 an."),
)
"""What may be read at once by somebody in need, whatever else is said."""


def remark_on_comment(text: str) -> tuple[Words, ...]:
    """What to say if words that others may come to read hold personal data."""
    found = _find(text)
    if found is None:
        return ()
    return (
        _(
            "In Ihrem Text steht vielleicht {what}. Andere könnten das lesen. "
            "Möchten Sie das nicht? Dann wählen Sie „Verwerfen“ und schreiben Sie neu.",
            what=found,
        ),
    )


def remark_on_answer(text: str) -> tuple[Words, ...]:
    """The same for an answer, which is read by those who evaluate the survey."""
    found = _find(text)
    if found is None:
        return ()
    return (
        _(
            "In Ihrem Text steht vielleicht {what}. Wer die Antworten auswertet, kann das lesen. "
            "Sie können Ihre Antwort noch ändern.",
            what=found,
        ),
    )


def _find(text: str) -> Text | None:
    """Personal data as it is named in a sentence; several kinds at once are not told apart."""
    found = {finding.kind for finding in find_personal_data(text)}
    if not found:
        return None
    return KINDS[found.pop()] if len(found) == 1 else _("etwas, das zu Ihnen führt")


def help_for(heard: Heard) -> tuple[Words, ...]:
    """Where there is help, for whoever writes as people in need do; wherever in the conversation it is."""
    return HELP if isinstance(heard, Said | Corrected) and is_in_crisis(heard.text) else ()
