"""Pages show words as words: nothing is let through unescaped, and nothing comes from elsewhere."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOMS, files, program_files, read

TEMPLATES = [path for path in files() if path.suffix == ".html" and path.parts[0] in ROOMS]
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false|\bMarkup\(", re.IGNORECASE)
INLINE = re.compile(r"<style\b|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)|javascript:", re.IGNORECASE)
ELSEWHERE = re.compile(
    r"<(?:script|link|img|iframe|form)\b[^>]*(?:src|href|action)=[\"']?(?:https?:)?//", re.IGNORECASE
)


def test_there_are_templates() -> None:
    assert {path.parts[0] for path in TEMPLATES} == {"bot", "admin_web"}


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_a_template_escapes_everything(path: Path) -> None:
    assert not UNESCAPED.search(read(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_a_template_keeps_to_the_content_security_policy(path: Path) -> None:
    assert not INLINE.search(read(path))
    assert not ELSEWHERE.search(read(path))


@pytest.mark.parametrize("path", program_files("bot", "admin_web"), ids=str)
def test_no_code_declares_words_safe(path: Path) -> None:
    assert not re.search(r"\bMarkup\(|autoescape\s*=\s*False", read(path))
