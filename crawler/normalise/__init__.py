"""From a page's own words to their meaning: pure, total functions on bytes and text, one idea a file.

Every function takes what it needs as arguments (the clock too), answers None rather than guess, and changes nothing
when it is applied a second time.
"""
