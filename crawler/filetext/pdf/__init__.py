"""PDF: its text layer in the order of the page, its pictures for recognition, and what signing leaves blank.

Not here: recognition itself, and what the text means.
"""
