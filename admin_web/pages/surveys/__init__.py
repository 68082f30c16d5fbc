"""Surveys: the list, a survey's own page, its texts, its questions, its preview, publishing and closing."""
