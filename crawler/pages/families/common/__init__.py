"""Systems used in both countries, and the reader for a page of no known system.

Not here: systems of one country (`cn`, `vn`).
"""
