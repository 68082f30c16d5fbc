"""The figures of /metrics: what the process counts by itself, how full the boxes are, which alarms hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import REGISTRY
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from dialogs.city.alarm import AlarmKind, Signs, find_alarms
from storage.health import UNHEARD, Depths


@dataclass(frozen=True, slots=True)
class Everything(Collector):
    """All figures at one moment."""

    depths: Depths
    signs: Signs
    now: datetime

    def collect(self) -> Iterator[Metric]:
        """All figures."""
        yield from REGISTRY.collect()
        yield from self._boxes()
        yield from self._queues()
        yield _gauge("stadtdialog_broadcasts_sending", "Broadcasts under way", self.depths.broadcasts)
        yield _gauge(
            "stadtdialog_broadcast_rows", "Rows of broadcasts under way that wait", self.depths.broadcast_rows
        )
        yield _gauge(
            "stadtdialog_notifications_waiting",
            "Notifications that are due and not in the outbox yet",
            self.depths.notifications,
        )
        held = {alarm.kind for alarm in find_alarms(self.signs, self.now)}
        alarms = GaugeMetricFamily("stadtdialog_alarm", "1 while an alarm holds", labels=("kind",))
        for kind in AlarmKind:
            alarms.add_metric((kind,), int(kind in held))
        yield alarms
        if self.signs.intake:
            silent = (self.now - self.signs.intake).total_seconds()
            text = "How long ago the intake of the messenger last showed a sign of life"
            yield _gauge("stadtdialog_intake_silent_seconds", text, max(silent, 0.0))

    def _boxes(self) -> Iterator[Metric]:
        rows = GaugeMetricFamily(
            "stadtdialog_rows", "Rows that are open or ended badly, by state", labels=("box", "state")
        )
        for box, by_state in (("inbox", self.depths.inbox), ("outbox", self.depths.outbox)):
            for state, count in by_state.items():
                rows.add_metric((box, state), count)
        yield rows
        oldest = GaugeMetricFamily(
            "stadtdialog_oldest_row_seconds", "How long the oldest row has waited", labels=("box", "state")
        )
        oldest.add_metric(("inbox", UNHEARD), self._age(self.depths.unheard_since))
        yield oldest

    def _queues(self) -> Iterator[Metric]:
        rows = GaugeMetricFamily(
            "stadtdialog_outbox_rows", "Rows that wait to be sent", labels=("channel", "kind")
        )
        oldest = GaugeMetricFamily(
            "stadtdialog_outbox_oldest_seconds",
            "How long the oldest row to be sent has waited",
            labels=("channel", "kind"),
        )
        for queue in self.depths.queues:
            labels = queue.channel, queue.rank.name.lower()
            rows.add_metric(labels, queue.rows)
            if queue.since:
                oldest.add_metric(labels, self._age(queue.since))
        yield rows
        yield oldest

    def _age(self, since: datetime | None) -> float:
        return max((self.now - since).total_seconds(), 0.0) if since else 0.0


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value)
