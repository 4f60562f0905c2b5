"""Which values are secrets, of manifests and of values files: no report shows them."""

from todo_k8s.masking.known import CHECKSUM, SECRET, Masking
from todo_k8s.masking.places import Step, is_checksum

__all__ = ["CHECKSUM", "SECRET", "Masking", "Step", "is_checksum"]
