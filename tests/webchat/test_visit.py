"""Where a stranger's links lead."""

import pytest

from bot.webchat.visit import Visit, address_of, behind_door

HERE = Visit(start="survey-x", language="en", chosen=True, show="help", note="device")


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("d:here:", "/?start=survey-x&lang=en"),
        ("d:project:dates", "/?start=survey-x&lang=en&show=project-dates"),
        ("d:language:", "/?start=survey-x&lang=en&show=language"),
        ("d:language:simple", "/?start=survey-x&lang=simple"),
        ("d:language:klingon", "/?start=survey-x&lang=en&show=language-klingon"),
        ("d:menu:", "/?start=menu&lang=en"),
        ("d:survey:y", "/?start=survey-y&lang=en"),
        ("s0123abcd:understood", None),
        ("nonsense", None),
    ],
)
def test_doors_of_a_stranger_are_links(code: str, address: str | None) -> None:
    assert behind_door(HERE, code) == address


def test_a_plain_visit_has_a_plain_address() -> None:
    assert address_of(Visit(language="en")) == "/"
