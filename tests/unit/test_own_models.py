"""The models of this library keep what each model of a user's must."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tests.house.models import MODELS
from todo_k8s.errors import TemplateError
from todo_k8s.helm.model import ChartValues, model
from todo_k8s.services.cron_jobs.values import CronJobValues
from todo_k8s.values import TodoChatbotValues

WITH_DEFAULTS = [
    each for each in MODELS if not any(field.is_required() for field in each.model_fields.values())
]
"""The models that can be made of nothing."""


@pytest.mark.parametrize("own", MODELS, ids=lambda found: found.__name__)
def test_model_is_one_that_users_may_write(own: type[ChartValues]) -> None:
    """An import does not check them, as that would take a third of its time; so it is done here.

    A model that is defined elsewhere, with the same fields, is checked as any other.
    """
    assert TodoChatbotValues in MODELS
    metaclass: Any = type(own)
    made = metaclass(own.__name__, (own,), {"__module__": __name__, "__doc__": own.__doc__})
    assert made.model_fields.keys() == own.model_fields.keys()


@pytest.mark.parametrize("own", WITH_DEFAULTS, ids=lambda found: found.__name__)
def test_defaults_keep_the_rules(own: type[ChartValues]) -> None:
    """An import does not ask them either: a section of defaults only is made without."""
    if own._needs_values:
        with pytest.raises(ValidationError):
            own()
    else:
        assert [check.message for check in own().checks() if not check.holds] == []


def test_rules_are_asked_of_all_but_defaults() -> None:
    """Also where what is given is a default."""

    class Job(CronJobValues):
        """One of a user's, whose defaults break a rule."""

        schedule: str = "@daily"

    with pytest.raises(ValidationError, match="must be set, or image"):
        Job()
    with pytest.raises(ValidationError, match="must be set, or image"):
        CronJobValues(schedule="@daily")


def test_such_a_copy_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the test above would say nothing."""

    def refuse(_: object) -> None:
        raise TemplateError("is checked")

    monkeypatch.setattr(model, "check_model", refuse)
    with pytest.raises(TemplateError, match="is checked"):
        test_model_is_one_that_users_may_write(TodoChatbotValues)
