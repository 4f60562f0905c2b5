"""Values files with a mistake of each kind, for each of the three charts."""

from __future__ import annotations

from typing import Any

_JOB: dict[str, Any] = {"schedule": "0 3 * * *", "image": "a:1"}

WRONG: dict[str, dict[str, tuple[str, dict[str, Any]]]] = {
    "a wrong type": {
        "tenants": ("limits", {"limits": "yes"}),
        "crons": ("keep", {"jobs": {"a": {**_JOB, "keep": "three"}}}),
        "celery": ("replicaCount", {"worker": {"replicaCount": "3"}}),
    },
    "an unknown key": {
        "tenants": ("quota", {"tenants": [{"name": "a", "quota": "2"}]}),
        "crons": ("timezone", {"jobs": {"a": {**_JOB, "timezone": "UTC"}}}),
        "celery": ("replicas", {"worker": {"replicas": 3}}),
    },
    "a broken rule": {
        "tenants": ("cpu", {"tenants": [{"name": "a", "cpu": "2 cores"}]}),
        "crons": ("schedule", {"jobs": {"a": {**_JOB, "schedule": "daily"}}}),
        "celery": ("concurrency", {"worker": {"replicaCount": 9}, "concurrency": 8}),
    },
    "a wrong name": {
        "tenants": ("name", {"tenants": [{"name": "Shop_1"}]}),
        "crons": ("Nightly", {"jobs": {"Nightly": _JOB}}),
        "celery": ("LOG LEVEL", {"settings": {"LOG LEVEL": "info"}}),
    },
    "a null": {
        "tenants": ("limits", {"limits": None}),
        "crons": ("image", {"locks": True, "redis": {"image": None}}),
        "celery": ("args", {"worker": {"args": None}}),
    },
}
"""By kind and chart: the last part of the path that a message should name, and the values."""
