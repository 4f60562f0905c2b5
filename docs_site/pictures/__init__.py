"""The pictures of the pages, drawn from the chart: ``python -m docs_site.pictures``.

They are SVG, with colours for a light and a dark page, and fetch nothing.
"""

from __future__ import annotations

from pathlib import Path

from docs_site.pictures import deployed, restart, rollout, source

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"


def pictures() -> dict[str, str]:
    """Return the text of each picture by the name of its file."""
    return {
        "deployed.svg": deployed.picture(),
        "restart.svg": restart.picture(),
        "rollout.svg": rollout.picture(),
        "source.svg": source.picture(),
    }
