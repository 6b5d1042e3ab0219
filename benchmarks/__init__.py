"""Measurements: each prints a table, beside the machine it ran on and a peer in the same run."""
