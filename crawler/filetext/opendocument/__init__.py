"""OpenDocument files (odt, ods, odp): what a person would read on the page.

Not here: Microsoft's formats, which `word`, `sheets` and `slides` read.
"""
