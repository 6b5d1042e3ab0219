"""How an office's host is spared: robots.txt, pauses, retries with back-off, the circuit breaker.

Not here: which office is crawled when (`schedule`).
"""
