"""What has happened: frozen values in the past tense; `storage.record` knows how to write each."""

from dataclasses import dataclass

from dialogs.city.answer import Answer


@dataclass(frozen=True, slots=True)
class NoticeRead:
    """Somebody read the privacy notice of this version and went on."""

    version: int


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """Somebody chose a language."""

    language: str


@dataclass(frozen=True, slots=True)
class SurveyStarted:
    """Somebody began a survey, in this version and language."""

    survey: str
    version: int
    language: str


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """Somebody answered, skipped or declined a question; `category` is what results are counted by."""

    survey: str
    question: str
    answer: Answer
    category: str


@dataclass(frozen=True, slots=True)
class SurveyHandedIn:
    """Somebody handed in a survey: the receipt, and the questions whose answers count."""

    survey: str
    version: int
    receipt: str
    counted: tuple[tuple[str, int], ...]
    """Questions and the revision of each answer that counts."""


Fact = NoticeRead | LanguageChosen | SurveyStarted | QuestionAnswered | SurveyHandedIn
