"""From a home address to an office's lists: what to ask next, and which of the answers are lists of articles.

Not here: how a list page is read (`crawler.pages.lists`), how anything is fetched or kept.
"""
