"""Pages that somebody saved as files: in a folder, or named by a manifest, with the pictures that were saved with them.

Not here: WARC files, and what becomes of a saved page.
"""
