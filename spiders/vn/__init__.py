"""Spiders of the Vietnamese offices."""
