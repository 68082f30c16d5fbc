"""What a text may hold that somebody should be asked about: personal data, words of somebody in need."""

import re
from enum import StrEnum

from dialogs.city.personal_data import PersonalData, find_personal_data


class Hint(StrEnum):
    """What stands in a text, as far as can be told from its form; nothing is refused for it."""

    PHONE = PersonalData.PHONE
    EMAIL = PersonalData.EMAIL
    IBAN = PersonalData.IBAN
    CRISIS = "crisis"


MASK = "[…]"

_SOME = r"(?:\w+ ){0,3}"
"""Words such as "einfach nur noch" in between."""
_WANT = r"(?:will|möchte|moechte|wollte|would like to|want to)"

# As `str.casefold` writes them: ss instead of ß.
_CRISIS = re.compile(
    "|".join(
        (
            r"(?<!itischer )(?<!itischen )(?<!tlicher )(?<!tlichen )\bselbstmord(?:gedanken)?\b",
            r"\b(?:suizid(?:gedanken|al|gefährdet)?|freitod)\b",
            rf"\bmich {_SOME}(?:umbringen|umzubringen|umbringe|töten|erhängen|erschiessen)\b",
            rf"\b(?:bring|bringe) mich {_SOME}um\b",
            rf"\bmir {_SOME}das leben (?:zu )?nehmen\b|\bnehme? mir {_SOME}das leben\b",
            rf"\b(?:meinem|dem) leben {_SOME}ein ende\b|\bmein leben {_SOME}beenden\b",
            r"\bschluss machen mit (?:dem|meinem) leben\b",
            rf"\bich {_WANT} (?!nicht\b){_SOME}(?:sterben|tot sein)\b",
            rf"\bich (?!nicht\b){_SOME}(?:sterben|tot sein) {_WANT}\b",
            rf"\bwäre ich {_SOME}tot\b|\bich wäre {_SOME}tot\b",
            rf"\bmich {_SOME}(?:ritzen|ritze|selbst verletzen|selbst verletze|selber verletze)\b",
            r"\b(?:ritze|verletze) mich (?:selbst|selber|wieder|jeden|immer)\b",
            r"\bkein(?:en)? ausweg mehr\b|\bbin (?:so |völlig )?lebensmüde\b|\bohne mich besser dran\b",
            rf"\b(?:springe?|werfe?) {_SOME}(?:vor den zug|von der brücke|vom dach)\b",
            r"\bkill(?:ing)? my ?self\b|\bsuicid(?:e|al)\b|\bend(?:ing)? my life\b|\btake my (?:own )?life\b",
            rf"\bi {_SOME}(?:want|wish) to die\b|\bwish i (?:was|were) dead\b|\bself[- ]?harm",
            r"\b(?:hurt|hurting|cut|cutting) myself\b|\bbetter off without me\b|\bno reason to live\b",
            # Whoever writes in another language gets the same help: Turkish, Ukrainian, Russian, Arabic.
            r"\bintihar|\bkendimi öldür|самогуб|самоуб|вбити себе|убить себя|انتحار|أقتل نفسي",
        )
    )
)
_NOT_LIVE = re.compile(
    r"\bnicht (?:mehr )?(?:weiter ?|länger )?leben\b|(?:\bnot|n['’]t|\bno longer) want to (?:live|be alive)\b"
)
_ICH = re.compile(rf"\bich\b.*\b{_WANT}\b|\b{_WANT}\b.*\bich\b|\bkann nicht mehr\b|\bi\b")
_SOMEWHERE = re.compile(
    r"\b(?:hier|dort|da|in|im|an|am|auf|neben|bei|mit|ohne|here|there|on|near|with|this)\b"
)
"""Who does not want to live any more *at a place* speaks of the place."""


def hints(text: str) -> tuple[Hint, ...]:
    """What stands in a text, each kind once: personal data first."""
    kinds = {finding.kind for finding in find_personal_data(text)}
    found = tuple(Hint(kind) for kind in PersonalData if kind in kinds)
    return (*found, Hint.CRISIS) if is_in_crisis(text) else found


def is_in_crisis(text: str) -> bool:
    """Whether the words are such as people use who do not want to live or who hurt themselves."""
    said = " ".join(text.casefold().replace("\N{COMBINING DOT ABOVE}", "").split())
    return bool(_CRISIS.search(said)) or any(map(_gives_up, re.split(r"[.!?;:]", said)))


def _gives_up(sentence: str) -> bool:
    tired = _NOT_LIVE.search(sentence) and _ICH.search(sentence)
    return bool(tired) and not _SOMEWHERE.search(sentence)


def mask(text: str) -> str:
    """The text as others may read it: personal data replaced by "[…]"."""
    for finding in reversed(find_personal_data(text)):
        text = f"{text[: finding.start]}{MASK}{text[finding.end :]}"
    return text
