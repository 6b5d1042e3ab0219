"""Pages of a fixed layout: words at their places put into reading order, framed tables, OFD.

Not here: PDF, which brings such words (`crawler.filetext.pdf`).
"""
