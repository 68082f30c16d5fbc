"""Surveys for the tests of the admin page: brought in without its forms, and read back as values."""

from dataclasses import dataclass
from typing import Any

from dialogs.city.survey import Survey
from storage import definitions, items
from tests import sample
from tests.admin_web.browser import Browser, Page, words
from tests.admin_web.conftest import House

AT = "/admin/surveys/beteiligung"
"""The page of the sample survey."""


@dataclass(frozen=True)
class Stored:
    """What the database holds of a survey."""

    draft: Survey | None
    versions: tuple[Survey, ...]
    closed: bool


async def publish(house: House, survey: Survey = sample.SURVEY) -> None:
    """Publishes a survey as its next version."""
    async with house.database.write() as connection:
        await items.add_item(connection, "survey", survey.slug)
        item = await items.find_item(connection, "survey", survey.slug)
        assert item
        await items.publish(connection, item.id, definitions.dump(survey), None, house.now)


async def put_draft(house: House, survey: Survey) -> None:
    """Saves a survey as a draft, as another editor would."""
    async with house.database.write() as connection:
        await items.add_item(connection, "survey", survey.slug)
        item = await items.find_item(connection, "survey", survey.slug)
        assert item
        before = await items.find_draft(connection, item.id)
        seen = before.revision if before else 0
        assert await items.save_draft(connection, item.id, definitions.dump(survey), seen, 1, house.now)


async def stored(house: House, slug: str = "beteiligung") -> Stored | None:
    """What is there under a slug."""
    async with house.database.read() as connection:
        item = await items.find_item(connection, "survey", slug)
        if item is None:
            return None
        draft = await items.find_draft(connection, item.id)
        versions = await items.list_versions(connection, item.id)
    return Stored(
        definitions.load("survey", draft.body) if draft else None,
        tuple(definitions.load("survey", version.body) for version in reversed(versions)),
        item.closed,
    )


async def draft_of(house: House, slug: str = "beteiligung") -> Survey:
    """The draft, which must be there."""
    found = await stored(house, slug)
    assert found
    assert found.draft
    return found.draft


async def save(browser: Browser, button: str = "Speichern", /, **typed: Any) -> Page:
    """Fills in the form with this button and presses it; `__` in a name stands for a field's hyphen."""
    return await browser.send(button, **{name.replace("__", "-"): value for name, value in typed.items()})


async def tap(browser: Browser, label: str, **typed: str) -> Page:
    """Presses a button that says by itself what it means: its name and value go along."""
    button = next(each for each in browser.page.all("button") if words(each) == label)
    return await browser.send(label, **{button.get("name", ""): button.get("value", ""), **typed})


def labels(page: Page) -> list[str]:
    """The labels of all fields, with what is remarked about them."""
    return [words(each) for each in page.all("label")]
