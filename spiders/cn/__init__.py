"""Spiders of the Chinese offices."""
