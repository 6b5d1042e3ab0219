"""What Chinese papers say of other papers: words, mentions, status.

Not in here: the rules that both languages share, which stand one folder up.
"""
