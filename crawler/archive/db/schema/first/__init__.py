"""The migrations of the first edition, never edited.

Not here: later ones, beside this package.
"""
