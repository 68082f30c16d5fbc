"""Rows for answers in a question's form: one more, one less, one up, one down; by buttons, not by scripts."""

import re

from admin_web.pages.surveys.question_form import QuestionForm, set_rows

MOST_ROWS = 30
"""More rows than answers may be, so that somebody can paste first and choose later."""

_ORDER = re.compile(r"option-(add|up|down|drop)(?:-([0-9]{1,3}))?")


def rearrange(form: QuestionForm, order: str) -> str:
    """Carries out what a button of a row says; returns the id of the field to go on with, if there is one."""
    found = _ORDER.fullmatch(order)
    if not found:
        return ""
    rows = [entry.data for entry in form.options.entries]
    row = int(found[2] or 0)
    if found[1] == "add" and len(rows) < MOST_ROWS:
        rows.append({"key": ""})
        row = len(rows) - 1
    elif found[1] == "drop" and row < len(rows):
        del rows[row]
        row = min(row, len(rows) - 1)
    elif found[1] == "up" and 0 < row < len(rows):
        rows[row - 1], rows[row] = rows[row], rows[row - 1]
        row -= 1
    elif found[1] == "down" and row < len(rows) - 1:
        rows[row + 1], rows[row] = rows[row], rows[row + 1]
        row += 1
    set_rows(form, rows)
    return f"options-{row}-label-de" if rows else ""
