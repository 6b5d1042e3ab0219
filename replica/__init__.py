"""Replica offices: small web sites in each CMS's style, served on loopback for the demo and the tests."""
