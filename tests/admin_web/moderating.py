"""Comments before the moderators, for the tests of the admin page."""

from tests.admin_web import guidelines
from tests.admin_web.conftest import House
from tests.storage.moderating import say

AT = "/admin/moderation"


async def furnish(house: House, *comments: str, section: int = 3) -> list[int]:
    """The sample guideline, and somebody else for each of these comments; returns their numbers."""
    await guidelines.publish(house)
    return [
        await say(house.database, f"CODE-{number}", words, section=section)
        for number, words in enumerate(comments)
    ]
