"""What each CMS family's pages look like: one file a family, by country.

Not here: rules for any page, which stand in `fields`, `body` and `lists`.
"""
