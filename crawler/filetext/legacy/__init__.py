"""Old binary Office files, turned into their modern form by LibreOffice where it is installed.

Not here: reading that form, which `word`, `sheets` and `slides` do, so that dates, numbers of lists and legacy fonts
are read by one set of rules.
"""
