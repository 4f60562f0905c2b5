"""Reading values files as Helm reads them."""

from todo_k8s.helm.reading.documents import (
    ValuesFile,
    merge_mappings,
    read_document,
    read_values,
    read_values_file,
)

__all__ = ["ValuesFile", "merge_mappings", "read_document", "read_values", "read_values_file"]
