"""Events as staff make them: list, form, publishing, cancelling, series, who has signed up, the door."""
