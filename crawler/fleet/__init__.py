"""Many machines: jobs on a queue (Celery on Redis), workers that do them, leases that keep two from one office or host.

Not here: how an office is crawled (`crawler.crawling`).  Needs the extra ``queue``.
"""
