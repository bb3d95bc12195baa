"""The Celery app: queues, time limits and the settings that a broker which may vanish asks for."""

from __future__ import annotations

import warnings
from typing import Any

from celery import Celery
from celery.exceptions import SecurityWarning
from kombu.entity import Queue

from pipeline.models import Stage
from pipeline.settings import Settings, read
from workers.groups import queues_of

QUEUES = ("poll", "fetch", "parse", *queues_of(read().language_queues), "control")
KEY_PREFIX = "dateline:"
NEWS, LATER = 0, 9
LANE_MARK = "\x06\x16"
"""Each queue has two lists: that of news, which bears its name, is empty before the other is looked at. The mark
between name and number is kombu's own."""
CHILD_START_SECONDS = 120.0
"""How long a pool process may take to load its models; they take three seconds on an idle machine."""


def lanes(queue: str) -> tuple[str, str]:
    """The names of the lists of a queue in Redis, without the prefix of all keys: news, and what comes later."""
    return queue, f"{queue}{LANE_MARK}{LATER}"


def configuration(settings: Settings) -> dict[str, Any]:
    """Celery's configuration for these settings. Each time-out is there because its default can hang a worker."""
    return {
        **_broker(settings),
        **_tasks(settings),
        **_workers(),
        **_schedule(settings),
        "imports": ["workers.poll", "workers.fetch", "workers.parse", "workers.enrich", "workers.control"],
        "timezone": "UTC",
        "enable_utc": True,
    }


def _broker(settings: Settings) -> dict[str, Any]:
    return {
        "broker_url": settings.redis_url or None,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "broker_channel_error_retry": True,
        # More than there are threads: kombu's pools of producers and of connections wait for each other when both
        # are empty, and then nothing is sent until the time-outs.
        "broker_pool_limit": settings.fetch_threads + 8,
        "broker_transport_options": {
            "socket_timeout": 10,
            "socket_connect_timeout": 5,
            "socket_keepalive": True,
            "health_check_interval": 10,
            "visibility_timeout": int(settings.visibility_seconds),
            "unacked_restore_interval": 10,
            "unacked_restore_throttle": 1,
            "max_retries": 1,
            "client_name": "dateline",
            "global_keyprefix": KEY_PREFIX,
            "priority_steps": [NEWS, LATER],
        },
    }


def _tasks(settings: Settings) -> dict[str, Any]:
    return {
        "task_serializer": "json",
        "accept_content": ["json"],
        "result_backend": None,
        "task_ignore_result": True,
        "task_store_errors_even_if_ignored": False,
        "task_acks_late": True,
        "task_acks_on_failure_or_timeout": True,
        "task_reject_on_worker_lost": False,
        "task_soft_time_limit": settings.soft_seconds,
        "task_time_limit": settings.hard_seconds,
        "task_publish_retry": False,
        "task_queues": [Queue(name, routing_key=name) for name in QUEUES],
        "task_routes": {
            **{stage.value: {"queue": stage.value} for stage in Stage},
            "poll": {"queue": "poll"},
            "sweep": {"queue": "control"},
        },
        "task_default_queue": "control",
        "task_create_missing_queues": False,
        "task_send_sent_event": False,
        "task_track_started": False,
        # The next link of a chain keeps the lane of the one before.
        "task_inherit_parent_priority": True,
    }


def _workers() -> dict[str, Any]:
    return {
        "worker_prefetch_multiplier": 1,
        "worker_cancel_long_running_tasks_on_connection_loss": True,
        "worker_max_tasks_per_child": 1000,
        # A new child loads its models before it says that it is up. Celery kills it after four seconds without this:
        # on a busy machine every child that follows another, for ever.
        "worker_proc_alive_timeout": CHILD_START_SECONDS,
        "worker_soft_shutdown_timeout": 10.0,
        "worker_enable_soft_shutdown_on_idle": True,
        "worker_eta_task_limit": 100,
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
    }


def _schedule(settings: Settings) -> dict[str, Any]:
    return {
        "beat_schedule": {
            # The sweeper runs as a loop of its own; this one is the spare for a machine where that loop is dead.
            "sweep": {"task": "sweep", "schedule": max(30.0, 5 * settings.sweep_seconds)},
        },
        "beat_max_loop_interval": 30,
        # The schedule is written after every tick: a beat that dies does not fire the same tick again.
        "beat_sync_every": 1,
    }


# Celery warns of root because a pickled message would run as root; this app accepts JSON alone.
warnings.filterwarnings("ignore", category=SecurityWarning)

app = Celery("dateline", set_as_current=True)
app.config_from_object(configuration(read()))

# They connect what a process does when it starts, and need the app's module.
import workers.signals  # noqa: E402
import workers.watch  # noqa: E402, F401
