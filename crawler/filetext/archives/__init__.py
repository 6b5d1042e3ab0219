"""Archives (ZIP, RAR, 7z, tar, gzip): the names of their members, and the members that are small enough to be read.

Not here: reading a member's text, which the caller does.
"""
