"""Official papers: their numbers, letterheads, organs, signers, in Vietnamese and Chinese.

Not here: where on a page a paper's lines stand (`crawler.pages`).
"""
