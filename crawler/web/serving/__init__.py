"""Around the application: settings, guard, access log, following a new snapshot.

Not here: what is answered.
"""
