"""One small file per office, under its country."""
