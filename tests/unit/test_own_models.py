"""The models of this library keep what each model of a user's must."""

from __future__ import annotations

from typing import Any

import pytest

from tests.house.models import MODELS
from todo_k8s.errors import TemplateError
from todo_k8s.helm.model import ChartValues, model
from todo_k8s.values import TodoChatbotValues


@pytest.mark.parametrize("own", MODELS, ids=lambda found: found.__name__)
def test_model_is_one_that_users_may_write(own: type[ChartValues]) -> None:
    """An import does not check them, as that would take a third of its time; so it is done here.

    A model that is defined elsewhere, with the same fields, is checked as any other.
    """
    assert TodoChatbotValues in MODELS
    metaclass: Any = type(own)
    made = metaclass(own.__name__, (own,), {"__module__": __name__, "__doc__": own.__doc__})
    assert made.model_fields.keys() == own.model_fields.keys()


def test_such_a_copy_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the test above would say nothing."""

    def refuse(_: object) -> None:
        raise TemplateError("is checked")

    monkeypatch.setattr(model, "check_model", refuse)
    with pytest.raises(TemplateError, match="is checked"):
        test_model_is_one_that_users_may_write(TodoChatbotValues)
