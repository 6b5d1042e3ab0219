"""When an office may and should be crawled: its interval and its hours.  Pure functions of times.

Not here: cron and systemd files, which the command `schedule` prints.
"""
