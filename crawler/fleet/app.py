"""The queue: how jobs are kept, handed out and acknowledged."""

from celery import Celery

PRIORITIES = {"asked": 0, "overdue": 3, "due": 6, "files": 9}
"""Who goes first; Redis hands out the lowest number first."""
VISIBILITY_SECONDS = 600
"""How long a job of a dead worker stays with it.  A longer run is handed out again, and finds its lease taken."""
NAME = "healtharchive"


def make_app(queue: str, *, visibility_seconds: int = VISIBILITY_SECONDS) -> Celery:
    """Return the Celery application of the queue at a ``redis://`` address."""
    app = Celery(NAME, broker=queue, set_as_current=False)
    app.conf.update(
        # A job is acknowledged when its work is committed: whoever dies before gives it back.
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_acks_on_failure_or_timeout=True,
        task_ignore_result=True,
        worker_prefetch_multiplier=1,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        task_default_queue=NAME,
        task_default_priority=PRIORITIES["due"],
        broker_transport_options={
            "visibility_timeout": visibility_seconds,
            "queue_order_strategy": "priority",
            "priority_steps": sorted(PRIORITIES.values()),
            "socket_keepalive": True,
        },
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        # Flower and `status` see what goes on.
        worker_send_task_events=True,
        task_send_sent_event=True,
        task_serializer="json",
        accept_content=["json"],
        worker_hijack_root_logger=False,
        enable_utc=True,
    )
    return app
