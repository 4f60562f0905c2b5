"""Typed chart builders for todo-chatbot: one source in Python, manifests and a Helm chart.

The public names are those in ``__all__``; how any typed chart becomes a Helm chart is in
`todo_k8s.helm`.
"""

# jsii starts Node.js when cdk8s is first imported.
from todo_k8s import _node

_node.ensure_node()

from todo_k8s.constructs import AppSecrets, BackendService, FrontendService, HealthProbes
from todo_k8s.helm import Release
from todo_k8s.todo_chatbot.chart import TodoChatbot, render
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
