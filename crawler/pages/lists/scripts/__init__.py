"""Lists whose pager or rows stand in a script: its calls read without running it.

Not here: lists that are data themselves (JSON, XML).
"""
