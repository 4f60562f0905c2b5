"""Validates a values file, whose path is given."""

import sys
from pathlib import Path

from todo_k8s.helm.reading import read_values_file
from todo_k8s.values import TodoChatbotValues

if __name__ == "__main__":
    TodoChatbotValues.from_mapping(read_values_file(Path(sys.argv[1])))
