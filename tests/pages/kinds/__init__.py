"""Kinds of markup and wording, each with pages that show it and pages that only look like it."""
