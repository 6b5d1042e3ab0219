"""Word files (docx and the XML of 2003): what a person would read on the page, changes accepted.

Not here: the old binary form, which `legacy` has converted, and RTF.
"""
