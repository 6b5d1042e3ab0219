"""The commands of `healtharchive`: one file a verb, each a click command named `command`."""
