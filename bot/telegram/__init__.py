"""Telegram: how updates come in, what they mean, how screens look there, and what its answers mean."""
