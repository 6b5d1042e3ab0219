"""The directory that Datasette is told to load plugins from."""
