"""Write what is accepted of each judge into `docs/explanation/scanners.md` anew."""

from __future__ import annotations

from tests.judges.page import PAGE, written

if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
