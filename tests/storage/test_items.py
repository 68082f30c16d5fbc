"""Things staff publish."""

from storage.city import Shelf


def test_a_published_survey_stands_in_the_city(shelf: Shelf) -> None:
    assert list(shelf.city.surveys) == ["beteiligung"]
    assert shelf.city.surveys["beteiligung"].number == 1
