"""An answer to one question of a survey."""

from dataclasses import dataclass
from enum import StrEnum

FREE_TEXT = "(text)"
"""What results count a text by: only that there is one."""


class AnswerKind(StrEnum):
    """Whether a question was answered, passed over, or declined."""

    GIVEN = "given"
    SKIPPED = "skipped"
    DECLINED = "declined"
    """ "Keine Angabe"."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered.

    `value` holds option keys, one number in its normal form, or one text; it is empty unless the answer was
    given. `raw` is the input as it came. `revision` counts the changes of this answer from 1.
    """

    value: tuple[str, ...] = ()
    kind: AnswerKind = AnswerKind.GIVEN
    raw: str = ""
    revision: int = 1
