"""What the benchmark prints: a line per bot, then the targets and whether they are met."""

from collections.abc import Iterator
from dataclasses import dataclass

from .contestants import Contestant
from .delivery import Delivered, Errand
from .measuring import Measured
from .reminders import EVENTS, Ticks
from .reminders import PEOPLE as WISHERS
from .spreading import PEOPLE, Spread

# Processor time per update of Stadtdialog may be at most this multiple of each peer's.
TARGETS = {"b": 1 / 5, "c": 1 / 2, "d": 3.0}
MOST_MEMORY_MIB = 120.0
MOST_START_UP_SECONDS = 1.5
MOST_FIRST_VIEW_MS = 100.0
MOST_LONGER = {"alone": 1.1, "beside answers": 1.4}
"""A broadcast may take this multiple of the time its rate allows."""
LONGEST_WAIT_SECONDS = 1.0
"""For 95 of 100 answers during a broadcast."""
LEAST_PER_SECOND = 900.0
MOST_GROWTH = 1.25
"""An update in a city of a hundred thousand may cost this multiple of one on its first day."""
MOST_SPREADING_SECONDS = 3.0
MOST_TICK_MS = 50.0
HEAD = f"{'':6}{'bot':32}{'ms/update':>11}{'updates/s':>11}{'peak MiB':>10}{'start s':>9}{'updates':>9}"


@dataclass(frozen=True, slots=True)
class Target:
    """A figure and the most it may be."""

    name: str
    value: float
    most: float

    @property
    def is_met(self) -> bool:
        """Whether it is kept."""
        return self.value <= self.most

    def __str__(self) -> str:
        verdict = "ok" if self.is_met else "missed"
        return f"{self.name:34}{self.value:>8.2f}   target <= {self.most:<6.2f} {verdict}"


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured, and what was to be reached."""

    lines: list[str]
    targets: list[Target]

    def __str__(self) -> str:
        return "\n".join([*self.lines, "", *map(str, self.targets)])


def write_report(measured: dict[Contestant, list[Measured]], citizens: int, runs: int) -> Report:
    """Write the whole report; each figure is the best of its runs."""
    best = {contestant: _best(runs_of) for contestant, runs_of in measured.items()}
    lines = [f"{citizens} citizens, 8 questions or 10 sections, best of {runs} runs in turns", "", HEAD]
    for contestant, figures in best.items():
        lines.append(
            f"{contestant.letter:6}{contestant.name:32}{figures.per_update * 1000:>11.3f}"
            f"{figures.updates_per_second:>11.0f}{figures.peak_memory:>10.1f}"
            f"{figures.start_up:>9.2f}{figures.updates:>9}"
        )
    by_letter = {contestant.letter: figures for contestant, figures in best.items()}
    return Report(lines, list(_targets(by_letter)))


def _best(runs: list[Measured]) -> Measured:
    return Measured(
        per_update=min(run.per_update for run in runs),
        updates_per_second=max(run.updates_per_second for run in runs),
        peak_memory=min(run.peak_memory for run in runs),
        start_up=min(run.start_up for run in runs),
        updates=runs[-1].updates,
    )


def _targets(best: dict[str, Measured]) -> Iterator[Target]:
    if "empty" in best and "grown" in best:
        growth = best["grown"].per_update / best["empty"].per_update
        yield Target("processor time grown/empty", growth, MOST_GROWTH)
    own = best.get("a")
    if own is None:
        return
    for letter, most in TARGETS.items():
        if letter in best:
            yield Target(f"processor time a/{letter}", own.per_update / best[letter].per_update, most)
    yield Target("peak memory of a, MiB", own.peak_memory, MOST_MEMORY_MIB)
    yield Target("start-up of a, processor seconds", own.start_up, MOST_START_UP_SECONDS)


def write_pages(measured: dict[str, tuple[float, float]]) -> Report:
    """Write what the pages of staff cost in a city of a hundred thousand, in milliseconds."""
    lines = [
        "",
        f"{'page of staff, city of 100,000':34}{'first view':>12}{'further':>10}   ms of processor time",
    ]
    for page, (first, further) in measured.items():
        lines.append(f"{'/admin' + page:34}{first * 1000:>12.0f}{further * 1000:>10.1f}")
    first = measured["/moderation"][0] * 1000
    return Report(lines, [Target("moderation, first view, ms", first, MOST_FIRST_VIEW_MS)])


def write_spreading(measured: dict[str, Spread]) -> Report:
    """Write how long it takes until everybody a broadcast is for has a row, in seconds."""
    lines = ["", f"{f'broadcast to {PEOPLE:,}':24}{'counting':>10}{'spreading':>11}{'longest part':>14}   s"]
    for database, spread in measured.items():
        lines.append(f"{database:24}{spread.counting:>10.3f}{spread.spreading:>11.2f}{spread.longest:>14.3f}")
    targets = [
        Target(f"spreading on {database}, s", spread.spreading, MOST_SPREADING_SECONDS)
        for database, spread in measured.items()
    ]
    return Report(lines, targets)


def write_reminders(measured: dict[str, Ticks]) -> Report:
    """Write what planned reminders cost the clock, in milliseconds."""
    head = f"{EVENTS * WISHERS:,} planned reminders"
    lines = ["", f"{head:30}{'median':>8}{'longest':>9}{'a part':>9}{'all, s':>9}   ms a tick"]
    for database, ticks in measured.items():
        quiet, longest, due = (1000 * each for each in (ticks.quiet, ticks.longest_quiet, ticks.due))
        lines.append(f"{database:30}{quiet:>8.2f}{longest:>9.2f}{due:>9.2f}{ticks.through:>9.2f}")
    targets = [
        Target(f"tick on {database}, ms", ticks.due * 1000, MOST_TICK_MS)
        for database, ticks in measured.items()
    ]
    return Report(lines, targets)


def write_delivery(measured: dict[Errand, Delivered]) -> Report:
    """Write how fast broadcasts go out, and how long people wait for answers meanwhile."""
    lines = [
        "",
        f"{'broadcast':18}{'people':>8}{'rate':>6}{'s':>9}{'per s':>10}{'ms each':>9}{'429s':>6}{'p95':>8}",
    ]
    targets: list[Target] = []
    for errand, told in measured.items():
        lines.append(
            f"{errand.name:18}{errand.people:>8}{errand.rate:>6}{told.seconds:>9.2f}{told.per_second:>10.0f}"
            f"{told.per_message * 1000:>9.2f}{told.refused:>6}{told.p95:>8.2f}"
        )
        if most := MOST_LONGER.get(errand.name):
            longer = told.seconds * errand.rate / told.calls
            targets.append(Target(f"time of a broadcast {errand.name}", longer, most))
        else:
            reached = LEAST_PER_SECOND / told.per_second
            targets.append(Target(f"{LEAST_PER_SECOND:.0f}/s, {errand.name}", reached, 1.0))
        if told.answers:
            targets.append(Target("p95 of answers meanwhile, s", told.p95, LONGEST_WAIT_SECONDS))
    return Report(lines, targets)
