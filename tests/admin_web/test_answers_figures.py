"""The arithmetic of results: numbers, spans, shares."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_web.chart import WIDTH, draw
from admin_web.pages.answers.figures import Bar, make_figures
from admin_web.pages.answers.numbers import MOST_BARS, Numbers, bins, sum_up
from dialogs.city.survey import Option, Question, Survey


def test_smallest_largest_mean_and_median() -> None:
    assert sum_up({"1": 1, "2": 2, "10": 1}) == Numbers("1", "10", "3,8", "2")
    assert sum_up({"-1.5": 1, "2": 1}) == Numbers("-1,5", "2", "0,2", "0,25")
    assert sum_up({"7": 1}) == Numbers("7", "7", "7", "7")
    with pytest.raises(ValueError, match="no numbers"):
        sum_up({})


def test_few_numbers_stand_alone_and_many_in_spans() -> None:
    assert bins({Decimal(2): 1, Decimal("1.5"): 3}) == [("1,5", 3), ("2", 1)]
    many = {Decimal(number): 1 for number in range(18, 85)}
    assert bins(many) == [
        ("10 bis 19", 2),
        *((f"{start} bis {start + 9}", 10) for start in range(20, 80, 10)),
        ("80 bis 89", 5),
    ]
    halves = {Decimal(number) / 2: 1 for number in range(30)}
    assert bins(halves)[0] == ("0 bis unter 2", 4)


numbers = st.decimals(-(10**9), 10**9, places=2) | st.integers(-(10**9), 10**9).map(Decimal)


@given(st.dictionaries(numbers, st.integers(1, 9), min_size=1, max_size=80))
def test_spans_lose_nobody(counted: dict[Decimal, int]) -> None:
    found = bins(counted)
    assert len(found) <= MOST_BARS
    assert sum(count for _label, count in found) == sum(counted.values())


def test_several_answers_of_one_person_count_each() -> None:
    options = (Option("a", {"de": "A"}), Option("b", {"de": "B"}))
    survey = Survey("s", {"de": "S"}, (Question("q", "multiple", {"de": "Was?"}, options=options),))
    tally = {"a": 1, "a b": 2, "": 1, "(skipped)": 3, "(declined)": 2}
    [figure] = make_figures({1: survey}, {"q": tally}, complete=10)
    assert (figure.given, figure.skipped, figure.declined, figure.not_asked) == (4, 3, 2, 1)
    assert figure.bars == [Bar("A", 3, 0.75), Bar("B", 2, 0.5), Bar("nichts davon", 1, 0.25)]


@given(st.lists(st.builds(Bar, st.text(max_size=80), st.integers(0, 99), st.floats(0, 1)), max_size=14))
def test_every_bar_fits_the_drawing(bars: list[Bar]) -> None:
    chart = draw(bars)
    assert len(chart.rows) == len(bars)
    for row in chart.rows:
        assert 0 <= row.width <= WIDTH
        assert 0 < row.y < chart.height
        assert len(row.lines) in (1, 2)
