"""Why an office could not be seen: sentences that are kept in Scrapy's statistics until the run is judged."""

CAUSE = "cause/"
"""Begins the name of a statistic that holds a sentence: what kept lists from being read."""

WARNING = "warning/"
"""Begins the name of a statistic that holds a sentence: what an operator should know of a run that went well."""

UNREACHED = "unreached/"
"""Begins the name of a statistic that holds a sentence: what happened when a host was last asked and did not answer."""
