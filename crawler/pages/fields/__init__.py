"""The fields of an article but its text: title, dates, views, bylines, disclosure table, attachments, metadata.

Not here: their meaning (`crawler.normalise`); a field is the page's own words.
"""
