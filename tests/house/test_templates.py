"""Pages show words as words: nothing is let through unescaped, and nothing comes from elsewhere."""

import re

from tests.house.tree import ROOMS, files, offenders, program_files

TEMPLATES = tuple(path for path in files() if path.suffix == ".html" and path.parts[0] in ROOMS)
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE)
INLINE = re.compile(r"<style\b|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)|javascript:", re.IGNORECASE)
ELSEWHERE = re.compile(r"<(?:script|link|img|iframe|form)\b[^>]*(?:src|href|action)=[\"']?(?:https?:)?//")
DECLARED_SAFE = re.compile(r"\bMarkup\(|autoescape\s*=\s*False")


def test_there_are_templates() -> None:
    assert {path.parts[0] for path in TEMPLATES} == {"bot", "admin_web"}


def test_a_template_escapes_everything() -> None:
    assert offenders(TEMPLATES, UNESCAPED) == []


def test_a_template_keeps_to_the_content_security_policy() -> None:
    assert offenders(TEMPLATES, INLINE) == []
    assert offenders(TEMPLATES, ELSEWHERE) == []


def test_no_code_declares_words_safe() -> None:
    assert offenders(program_files("bot", "admin_web"), DECLARED_SAFE) == []
