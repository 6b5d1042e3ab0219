"""Excel files (xlsx and the XML of 2003): the values of cells as they are shown.

Not here: the old binary form, which `legacy` has converted, and text with tabs or commas, which is plain.
"""
