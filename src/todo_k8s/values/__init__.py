"""What an operator can set: pydantic models, their rules and their defaults."""

from todo_k8s.values.secrets import SecretsValues
from todo_k8s.values.services import BackendValues, FrontendValues
from todo_k8s.values.todo_chatbot import TodoChatbotValues
from todo_k8s.values.workload import WorkloadValues

__all__ = [
    "BackendValues",
    "FrontendValues",
    "SecretsValues",
    "TodoChatbotValues",
    "WorkloadValues",
]
