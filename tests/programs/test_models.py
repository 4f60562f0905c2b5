"""A model that Helm would read otherwise than pydantic is refused when it is defined."""

from __future__ import annotations

import pytest

from tests.programs.of_fields import MODELS
from todo_k8s.errors import TemplateError


@pytest.mark.filterwarnings("ignore:Field name")  # pydantic's, of a name that is taken
@pytest.mark.parametrize("name", MODELS)
def test_model_is_refused_when_it_is_defined(name: str) -> None:
    """As its row in the table says."""
    words, make = MODELS[name]
    with pytest.raises(TemplateError, match=words):
        make()
