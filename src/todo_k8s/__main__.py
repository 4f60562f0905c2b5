"""``python -m todo_k8s`` is ``todo-k8s``."""

import sys

from todo_k8s.cli import main

sys.exit(main())
