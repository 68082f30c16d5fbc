"""What came of a survey: counts with a chart and a table beside it, where people stopped, what they wrote."""
