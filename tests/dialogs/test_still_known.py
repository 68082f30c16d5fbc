"""What is known is not read again after an answer, but for what the answer itself may have changed."""

from dialogs.city.answer import Answer
from dialogs.city.facts import NoticeRead, QuestionAnswered, SurveyStarted
from dialogs.engine.wants import (
    Found,
    MyReceipts,
    MyRun,
    MySurveys,
    Receipts,
    Run,
    RunState,
    TakingPart,
    Want,
    still_known,
)

COMPLETE = Run(1, RunState.COMPLETE, "K7M3Q-X9TW4")
YES = Answer(("yes",), revision=2)
ANSWERED = QuestionAnswered("rathaus", "dabei", YES, "yes")


def test_an_answer_changes_its_own_run_and_how_the_survey_stands() -> None:
    found: dict[Want, Found] = {
        MyRun("rathaus"): COMPLETE,
        MySurveys(): (TakingPart("rathaus", 1, RunState.COMPLETE),),
        MyReceipts(): Receipts(),
    }
    known = still_known(found, [ANSWERED])
    assert known == {MyRun("rathaus"): COMPLETE.after(ANSWERED), MyReceipts(): Receipts()}
    run = known[MyRun("rathaus")]
    assert isinstance(run, Run) and run.changed and run.answers == {"dabei": YES}


def test_after_anything_else_nothing_is_taken_for_known() -> None:
    for fact in (NoticeRead(1), SurveyStarted("rathaus", 1, "de")):
        assert still_known({MyRun("rathaus"): Run()}, [fact]) == {}
