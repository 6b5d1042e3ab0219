"""What Vietnamese papers say of other papers, of their own number aside: words, mentions, short names, laws, status.

Not in here: the rules that both languages share, which stand one folder up.
"""
