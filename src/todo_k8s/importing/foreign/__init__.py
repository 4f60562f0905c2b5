"""Manifests of other charts, in the words of todo-chatbot: roles, names, shapes."""
