"""The screen of an event where no citizen of a play comes by: two devices at once, invented buttons."""

from dataclasses import replace
from typing import Any

import pytest

from dialogs.city.citizen import Citizen
from dialogs.city.event_wish import EventWish
from dialogs.city.facts import EventSignedOff, EventSignedUp, EventWishChosen
from dialogs.engine.heard import Called
from dialogs.engine.talk import View
from dialogs.talks import event
from dialogs.talks.menu import MENU
from tests.dialogs.cities import SMALL
from tests.dialogs.directions import follow
from tests.dialogs.stage import NOON, Stage


@pytest.fixture
def stage() -> Stage:
    """Somebody who has read the notice, and an event to sign up for."""
    stage = Stage(SMALL)
    follow("Der Hinweis zum Datenschutz ist gelesen.", stage)
    follow("Die Stadt plant einen Garten und bittet um Anmeldung.", stage)
    return stage


def test_pressed_on_two_devices_counts_once(stage: Stage) -> None:
    for deed, facts in (("up", 1), ("up", 0), ("day-on", 1), ("day-on", 0), ("day-off", 1), ("day-off", 0)):
        step = stage.hear(Called("event", f"garten.{deed}"))
        assert len(step.facts) == facts, deed
        assert stage.place.aside == Called("event", "garten")
    assert stage.facts == [
        EventSignedUp("garten"),
        EventWishChosen("garten", EventWish.DAY),
        *stage.facts[2:],
    ]


@pytest.mark.parametrize("deed", ["x", "x-on", "day", "day-x", "-on", "event-day-on", "all"])
def test_an_invented_button_only_shows_the_event(stage: Stage, deed: str) -> None:
    step = stage.hear(Called("event", f"garten.{deed}"))
    assert (step.facts, step.notes) == ((), ())


def test_what_was_not_asked_for_is_not_told(stage: Stage) -> None:
    """As on pages that know nobody and count nothing."""
    screen = event.show(View(stage.city, Citizen(0), MENU, NOON), "garten")
    assert "Plätzen" not in str(screen.lines)


def test_signing_off_what_is_no_event_tells_so(stage: Stage) -> None:
    stage.hear(Called("event", "nirgends.off"))
    assert stage.screen.lines[0].text == event.NO_SUCH_EVENT


@pytest.mark.parametrize("changes", [{"signup": False, "capacity": None}, {"cancelled": True}])
def test_who_has_signed_up_can_sign_off_whatever_has_changed(stage: Stage, changes: dict[str, Any]) -> None:
    stage.hear(Called("event", "garten.up"))
    changed = replace(stage.city.events["garten"], **changes)
    stage.city = replace(stage.city, events={**stage.city.events, "garten": changed})
    stage.hear(Called("event", "garten"))
    offered = [button.code for row in stage.screen.rows for button in row]
    assert ("d:event:garten.off" in offered) is not changed.cancelled
    assert "d:event:garten.up" not in offered
    assert stage.hear(Called("event", "garten.off")).facts == (EventSignedOff("garten"),)
