"""Compares the bots; `make bench` runs it."""

import argparse
import asyncio
import sys

from .contestants import CITIES, CONTESTANTS, Contestant
from .delivery import ERRANDS, measure_delivery
from .measuring import Measured, measure
from .reminders import measure_reminders
from .report import Report, write_delivery, write_pages, write_reminders, write_report, write_spreading
from .spreading import measure_spreading
from .staff_pages import measure_pages

Runs = dict[Contestant, list[Measured]]


def main() -> None:
    """Run the bots in turns and print what each costs at its best; exit 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each bot, in turns; the best one counts")
    parser.add_argument("--citizens", type=int, default=300)
    parser.add_argument(
        "--only", default="a,b,c,d,empty,grown,pages,spreading,delivery,reminders", help="what is measured"
    )
    options = parser.parse_args()
    letters = options.only.split(",")
    chosen = [contestant for contestant in (*CONTESTANTS, *CITIES) if contestant.letter in letters]
    try:
        measured = asyncio.run(run_in_turns(chosen, options.runs, options.citizens))
    except RuntimeError as trouble:
        sys.exit(f"\n{trouble}")
    missed = False
    if measured:
        missed |= tell(write_report(measured, options.citizens, options.runs))
    if "pages" in letters:
        missed |= tell(write_pages(asyncio.run(measure_pages())))
    if "delivery" in letters:
        missed |= tell(write_delivery({errand: asyncio.run(measure_delivery(errand)) for errand in ERRANDS}))
    if "spreading" in letters:
        missed |= tell(write_spreading(asyncio.run(measure_spreading())))
    if "reminders" in letters:
        missed |= tell(write_reminders(asyncio.run(measure_reminders())))
    sys.exit(int(missed))


def tell(report: Report) -> bool:
    """Print a report; whether a target was missed."""
    print(report)
    return not all(target.is_met for target in report.targets)


async def run_in_turns(
    chosen: list[Contestant], runs: int, citizens: int
) -> dict[Contestant, list[Measured]]:
    """Run all bots once, then all again, so that a busy minute of the machine hits each of them."""
    measured: Runs = {contestant: [] for contestant in chosen}
    for turn in range(runs):
        for contestant in chosen:
            measured[contestant].append(await measure(contestant, citizens, Bar(contestant, turn, runs).show))
    sys.stderr.write("\r\033[K" if sys.stderr.isatty() else "")
    return measured


class Bar:
    """Shows on standard error how far a run has come."""

    def __init__(self, contestant: Contestant, turn: int, runs: int) -> None:
        self._title = f"run {turn + 1} of {runs}: {contestant.letter} {contestant.name}"
        if not sys.stderr.isatty():
            sys.stderr.write(f"{self._title}\n")

    def show(self, finished: int, citizens: int) -> None:
        """Draw the bar anew."""
        if sys.stderr.isatty():
            filled = 30 * finished // citizens
            sys.stderr.write(f"\r\033[K[{'#' * filled}{'.' * (30 - filled)}] {self._title}")
            sys.stderr.flush()
