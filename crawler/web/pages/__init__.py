"""The site's own pages, one file each: a request in, a template's context or a redirect out."""
