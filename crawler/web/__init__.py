"""The published site: Datasette with own pages for readers, searching and exporting the archive."""
