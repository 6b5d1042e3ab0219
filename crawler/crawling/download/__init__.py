"""From a request to a kept response: connections, certificates, name resolution, decompression, capture.

Not here: when to ask and when to stop asking (`polite`).
"""
