"""Values files of an older version of a chart, rewritten for this one."""

from todo_k8s.migrating.migration import Migration, migrated

__all__ = ["Migration", "migrated"]
