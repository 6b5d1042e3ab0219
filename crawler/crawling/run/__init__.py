"""One run of one or several offices: settings, registry, session, logs, progress and outcome.

Not here: what the run says about an office's health (`status`).
"""
