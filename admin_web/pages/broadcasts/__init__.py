"""Announcements: written, looked at, agreed to, sent, followed."""
