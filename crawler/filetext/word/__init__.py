"""Word files (docx, the XML of 2003, RTF): what a person would read on the page, changes accepted.

Not here: the old binary form, which `legacy` has converted.
"""
