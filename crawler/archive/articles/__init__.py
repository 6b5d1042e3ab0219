"""What the archive says of an article: its row, versions, changes, statuses, view counts, files and identity.

Not here: the bytes it rests on (`warc`) and what is still to be fetched (`frontier`).
"""
