"""German words for texts and places of what is being edited."""

from collections.abc import Mapping

from admin_web.speech import LANGUAGE_NAMES
from dialogs.city.passages import Where
from dialogs.text import Localized


def german(texts: Localized) -> str:
    """The German text, or whatever there is."""
    return texts.get("de", "") or next((text for text in texts.values() if text), "")


def tell_place(where: Where, fields: Mapping[str, str], entries: Mapping[str, str]) -> str:
    """A place in words, such as "Frage 3 › Antwort 2 › Text › Englisch".

    `fields` names the fields, `entries` says what one entry of a list is called.
    """
    parts: list[str] = []
    for part, after in zip(where, (*where[1:], None), strict=True):
        if isinstance(part, int):
            continue
        if isinstance(after, int):
            parts.append(f"{entries.get(part, part)} {after + 1}")
        else:
            parts.append(LANGUAGE_NAMES.get(part) or fields.get(part, part))
    return " › ".join(parts)
