"""Files that are HTML or a web archive under the name of an Office file, read by BeautifulSoup.

Not here: pages of the office's site, which `pages` reads.
"""
