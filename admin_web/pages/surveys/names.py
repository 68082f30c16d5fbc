"""Keys for questions and answers, made from what staff typed."""

from collections.abc import Collection

from admin_web.editor.names import not_taken, plain, shortened

LONGEST_QUESTION_KEY = 31
LONGEST_OPTION_KEY = 20


def suggest_question_key(text: str, taken: Collection[str]) -> str:
    """A key for a question with this text; it begins with a letter."""
    name = shortened(plain(text, "_").lstrip("0123456789_"), LONGEST_QUESTION_KEY, "_") or "frage"
    return not_taken(name, taken, LONGEST_QUESTION_KEY, "_")


def suggest_option_key(label: str, taken: Collection[str]) -> str:
    """A key for a choice with this label."""
    name = shortened(plain(label, "_"), LONGEST_OPTION_KEY, "_") or "antwort"
    return not_taken(name, taken, LONGEST_OPTION_KEY, "_")
