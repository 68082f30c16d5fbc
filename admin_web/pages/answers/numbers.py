"""What many numbers say: smallest, largest, mean, median, and how they spread; pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from storage.results import Tally

MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class Numbers:
    """The usual figures, as people in Germany write them."""

    smallest: str
    largest: str
    mean: str
    median: str


def written(number: Decimal) -> str:
    """A number with a comma."""
    return f"{number.normalize() + 0:f}".replace(".", ",")


def sum_up(tally: Tally) -> Numbers:
    """The figures of numbers and how often each was given. Raises ValueError for none."""
    counted = sorted((Decimal(category), count) for category, count in tally.items())
    if not counted:
        raise ValueError("no numbers")
    total = sum(count for _number, count in counted)
    mean = sum((number * count for number, count in counted), Decimal(0)) / total
    middle = (_at(counted, (total - 1) // 2) + _at(counted, total // 2)) / 2
    return Numbers(
        written(counted[0][0]), written(counted[-1][0]), written(round(mean, 1)), written(round(middle, 2))
    )


def _at(counted: list[tuple[Decimal, int]], position: int) -> Decimal:
    for number, count in counted:
        if position < count:
            return number
        position -= count
    raise IndexError(position)


def bins(counted: Mapping[Decimal, int]) -> list[tuple[str, int]]:
    """Label and count of each bar: single numbers if they are few, else spans of equal width without gaps."""
    if len(counted) <= MOST_BARS:
        return [(written(number), counted[number]) for number in sorted(counted)]
    width = _width(max(counted) - min(counted))
    found: Counter[Decimal] = Counter()
    for number, count in counted.items():
        found[(number / width).to_integral_value(ROUND_FLOOR)] += count
    first, last = min(found), max(found)
    steps = [first + i for i in range(int(last - first) + 1)]
    return [(_span(step * width, width, counted), found[step]) for step in steps]


def _width(spread: Decimal) -> Decimal:
    """A round width (1, 2 or 5 and a power of ten) with which there are at most so many bars."""
    power = Decimal(10) ** (spread.adjusted() - 1)
    return next(
        power * step
        for step in (Decimal(1), Decimal(2), Decimal(5), Decimal(10), Decimal(20))
        if spread / (power * step) < MOST_BARS - 1
    )


def _span(start: Decimal, width: Decimal, counted: Mapping[Decimal, int]) -> str:
    if all(number == number.to_integral_value() for number in (*counted, start, width)):
        last = start + width - 1
        return written(start) if last == start else f"{written(start)} bis {written(last)}"
    return f"{written(start)} bis unter {written(start + width)}"
