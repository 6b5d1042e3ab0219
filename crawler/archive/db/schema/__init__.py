"""The numbered migrations, one module each, and the runner that applies them.

Not here: SQL views for readers, which are made at publish time (`crawler.publish.sql_views`).
"""
