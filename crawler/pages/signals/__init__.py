"""What a page is, before it is read: language, frame, soft 404, refusal or challenge, hijacked title.

Not here: anything of a page that is an article.
"""
