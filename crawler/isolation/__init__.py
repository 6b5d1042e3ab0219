"""Worker processes with limits of memory and time, for code that reads what comes from outside.

Not here: what is read.  A worker calls any function that can be imported; arguments and results are pickled.
"""

from crawler.isolation.limits import Limits
from crawler.isolation.pool import WorkerPool
from crawler.isolation.process import LimitExceededError, WorkerProcess

__all__ = ["LimitExceededError", "Limits", "WorkerPool", "WorkerProcess"]
