"""The errors this library raises, each also a subclass of the builtin it resembles."""


class TodoK8sError(Exception):
    """Base of every error of this library."""


class _ContentError(TodoK8sError):
    """An error in a chart's content, with the place where it was found.

    `steps` lead there: the object, then keys and indices.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.steps: list[str] = []

    def __str__(self) -> str:
        where = "".join(self.steps).removeprefix(".")
        return f"{where}: {self.args[0]}" if where else str(self.args[0])


class ExpressionError(_ContentError, TypeError):
    """A value known only at install time was used as if it were known now."""


class TemplateError(_ContentError, ValueError):
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
