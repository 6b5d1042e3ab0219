"""Counts and Chinese numerals as integers.

Not here: numbers of official papers (`papers`).
"""
