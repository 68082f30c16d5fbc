"""What staff write in Markdown: formatting becomes runs, everything else stays text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales.markdown import read
from locales.runs import Run, joined

OFTEN = settings(max_examples=100, deadline=None, derandomize=True)


def plain(text: str) -> str:
    return "".join(run.text for run in read(text))


def test_paragraphs_have_an_empty_line_between_them_and_lines_stay() -> None:
    assert plain("a\nb\n\nc  \nd\n\n\n\ne") == "a\nb\n\nc\nd\n\ne"


def test_bold_italic_and_both() -> None:
    assert read("a **b** *c* ***d***") == (
        Run("a "),
        Run("b", bold=True),
        Run(" "),
        Run("c", italic=True),
        Run(" "),
        Run("d", bold=True, italic=True),
    )


def test_headings_are_bold_paragraphs() -> None:
    assert read("# A *b*\nc") == (Run("A ", bold=True), Run("b", bold=True, italic=True), Run("\n\nc"))
    assert read("a\u2028# b\n\n# c") == (Run("a\u2028# b\n\n"), Run("c", bold=True))


def test_lists_have_bullets_or_numbers() -> None:
    assert plain("Das:\n\n- a\n- b\n\n5. c\n6. d\n\nEnde.") == "Das:\n• a\n• b\n5. c\n6. d\n\nEnde."
    assert plain("- a\n\n  b\n- c") == "• a\n\nb\n• c"
    assert plain("- a\n  1. b\n- c") == "• a\n1. b\n• c"


def test_quotes_are_marked() -> None:
    assert read("> a **b**\n> c") == (
        Run("a ", quote=True),
        Run("b", bold=True, quote=True),
        Run("\nc", quote=True),
    )
    assert read("> a\n\nb") == (Run("a", quote=True), Run("\n\nb"))


@pytest.mark.parametrize("href", ["https://example.org/a?b=c", "http://a.de", "mailto:a@b.de", "tel:+49631"])
def test_links(href: str) -> None:
    assert read(f"[a]({href})") == (Run("a", link=href),)


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "//a.de", "a", "https://kl.de@b.de", "HTTPS:"]
)
def test_links_that_could_harm_are_text(href: str) -> None:
    assert all(run.link == "" for run in read(f"[a]({href})"))


@pytest.mark.parametrize(
    "text",
    [
        "<b>a</b>",
        "<script>",
        "&lt;",
        "`a`",
        "![a](https://b.de/c.png)",
        "| a |",
        "~~a~~",
        "https://a.de",
        "a_b_c",
        "1\\. a",
    ],
)
def test_everything_else_is_text(text: str) -> None:
    assert all(run == Run(run.text, link=run.link) for run in read(text))


@given(
    text=st.text(
        st.one_of(st.characters(codec="utf-8"), st.sampled_from("*_[]()#>-1. \n\\!`<&:@/")), max_size=80
    )
)
@OFTEN
def test_any_text_can_be_read(text: str) -> None:
    for run in read(text):
        assert run.text
        assert not run.link or run.link.startswith(("https:", "http:", "mailto:", "tel:"))


def test_neighbours_of_one_formatting_are_one() -> None:
    assert joined([Run("a"), Run(""), Run("b"), Run("c", bold=True), Run("", bold=True), Run("d")]) == (
        Run("ab"),
        Run("c", bold=True),
        Run("d"),
    )
