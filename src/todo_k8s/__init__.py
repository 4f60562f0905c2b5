"""Typed chart builders for todo-chatbot: one source in Python, manifests and a Helm chart.

The public names are those in ``__all__``; how any typed chart becomes a Helm chart is in
`todo_k8s.helm`. Each is imported when it is first used: cdk8s takes a second, and starts Node.js.
"""

import collections.abc
import typing

from todo_k8s import _lazy, _node

if typing.TYPE_CHECKING:
    from todo_k8s.constructs import AppSecrets, BackendService, FrontendService, HealthProbes
    from todo_k8s.helm.chart.release import Release
    from todo_k8s.todo_chatbot.chart import TodoChatbot
    from todo_k8s.todo_chatbot.rendering import render
    from todo_k8s.values import TodoChatbotValues

__all__ = [
    "AppSecrets",
    "BackendService",
    "FrontendService",
    "HealthProbes",
    "Release",
    "TodoChatbot",
    "TodoChatbotValues",
    "render",
]

_node.ensure_node()  # before anybody imports cdk8s

__getattr__: collections.abc.Callable[[str], typing.Any] = _lazy.on_first_use(
    __name__,
    {
        "todo_k8s.constructs": ["AppSecrets", "BackendService", "FrontendService", "HealthProbes"],
        "todo_k8s.helm": [],
        "todo_k8s.helm.chart.release": ["Release"],
        "todo_k8s.todo_chatbot.chart": ["TodoChatbot"],
        "todo_k8s.todo_chatbot.rendering": ["render"],
        "todo_k8s.values": ["TodoChatbotValues"],
    },
)
