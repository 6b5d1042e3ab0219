"""What the pages ask of the published file, one module a subject.

Not here: SQL views, which `crawler.publish` makes.
"""
