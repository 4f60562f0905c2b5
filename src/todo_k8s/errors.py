"""The errors this library raises, each also a subclass of the builtin it resembles."""


class TodoK8sError(Exception):
    """Base of every error of this library."""


class ExpressionError(TodoK8sError, TypeError):
    """A value known only at install time was used as if it were known now."""


class TemplateError(TodoK8sError, ValueError):
    """Content has no Helm template form."""


class ValuesError(TodoK8sError, ValueError):
    """Values break the model: unknown key, wrong type, out of bounds, or a rule across fields.

    The message has one line a fault, ``path.as.written: what is wrong; what to do``, and never a
    value. The lines are also in `faults`.
    """

    def __init__(self, *faults: str) -> None:
        super().__init__(*faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(self.faults)


class ExportError(TodoK8sError, OSError):
    """A chart folder or archive cannot be written."""
