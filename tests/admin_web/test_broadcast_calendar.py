"""Week by week: what went out and what is to go out."""

from datetime import timedelta

import pytest

from tests.admin_web.broadcasting import begun, draft, planned
from tests.admin_web.browser import Browser, Page, words
from tests.admin_web.conftest import House
from tests.broadcasts import meet

AT = "/admin/broadcasts/calendar"


def weeks(page: Page) -> dict[str, list[str]]:
    """Heading of a week → what stands in it."""
    return {
        words(next(section.iter("h2"))): [words(entry) for entry in section.iter("li")]
        for section in page.all("section")
    }


async def test_past_and_planned_each_in_its_week(house: House, viewer: Browser) -> None:
    await meet(house.database, "1")
    await begun(house)
    await planned(house, at=house.now + timedelta(days=10))
    await draft(house)
    page = await viewer.open((await viewer.open("/admin/broadcasts")).links()["Kalender"])
    shown = weeks(page)
    assert list(shown)[2] == "Woche 11: 11. März 2024 bis 17. März 2024 diese Woche"
    found = {heading.partition(":")[0]: entries for heading, entries in shown.items() if entries}
    assert found == {
        "Woche 11": ["Der Markt zieht um 15. März 2024, 13:00 Uhr wird gesendet"],
        "Woche 13": ["Der Markt zieht um 25. März 2024, 13:00 Uhr geplant"],
    }


async def test_earlier_and_later(viewer: Browser) -> None:
    page = await viewer.open(AT)
    page = await viewer.open(page.links()["Später"])
    assert next(iter(weeks(page))).startswith("Woche 17: 22. April 2024")
    page = await viewer.open(page.links()["Früher"])
    assert next(iter(weeks(page))).startswith("Woche 9: 26. Februar 2024")


@pytest.mark.parametrize("week", ["", "x", "2024-02-31", "9999-12-31", "0001-01-01"])
async def test_nonsense_is_the_present_week(viewer: Browser, week: str) -> None:
    assert any("diese Woche" in heading for heading in weeks(await viewer.open(f"{AT}?week={week}")))
