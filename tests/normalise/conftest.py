"""Property tests of the normalisers: what a function answers matters, not how long a busy machine takes over it."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
