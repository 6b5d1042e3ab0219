"""Changes to a page that a reader of it would not notice, and what they do to the fields.

`markup`: changes of the source text.  `moves`: changes that need the tree.  `compare`: the fields before and after.
"""
