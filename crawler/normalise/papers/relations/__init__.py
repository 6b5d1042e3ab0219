"""Which document says what about which: numbers, titles and relations read out of a paper's text, pure and total.

Not here: which article of the archive a number is (`crawler.publish.relations`).
"""

from crawler.normalise.papers.relations.reading import PaperRelations, PaperStatus, Relation, read_relations

VERSION = 6
"""Raised whenever the rules read a text differently, so that what was read by older ones is read again."""

__all__ = ["VERSION", "PaperRelations", "PaperStatus", "Relation", "read_relations"]
