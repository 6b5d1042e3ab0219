"""Rows as files: CSV, CSV for Excel, JSON Lines, Parquet, workbooks; numbers for Prometheus.

Not here: which rows (`crawler.publish.export`).
"""
