"""The tables of the archive and how an older archive becomes a newer one."""
