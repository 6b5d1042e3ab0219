"""Reading the tables of a search before the first question is asked."""

from crawler.normalise.search import chinese, spelling
from crawler.normalise.search.glossary import load_glossary


def load_tables() -> None:
    """Load the glossary, the dictionary and the spellings, which are else read by the first question that needs them.

    That takes about a second on an idle machine, which a question under a time limit does not have.
    """
    load_glossary().load()
    spelling.load()
    chinese.load()
