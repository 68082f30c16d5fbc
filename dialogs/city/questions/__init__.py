"""The types a question can have: one file each, one line each in this table."""

from dialogs.city.questions import long_text, multiple, number, scale, short_text, single, yes_no
from dialogs.city.questions.kind import QuestionType

TYPES: dict[str, QuestionType] = {
    kind.name: kind
    for kind in (
        single.TYPE,
        multiple.TYPE,
        yes_no.TYPE,
        scale.TYPE,
        number.TYPE,
        short_text.TYPE,
        long_text.TYPE,
    )
}
