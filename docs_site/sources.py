"""Files of the repository that pages link to, each as a page that shows it."""

from __future__ import annotations

from pathlib import Path

FOLDER = "source"
_LANGUAGES = {".py": "python", ".yaml": "yaml", ".json": "json", ".sh": "sh", ".js": "js"}
_HEAD = "---\nsearch:\n  exclude: true\n---\n"
_HIDDEN = "__pycache__"


def place(root: Path, path: str) -> str:
    """Return where the page of a file or folder is on the site."""
    end = "/index.md" if (root / path).is_dir() else ".md"
    return f"{FOLDER}/{path}{end}"


def page(root: Path, path: str) -> str:
    """Return the page that shows a file, or lists a folder.

    Raises:
        FileNotFoundError: If there is neither.
    """
    where = root / path
    return f"{_HEAD}# `{path}`\n\n{_listing(where) if where.is_dir() else _file(where)}"


def _listing(folder: Path) -> str:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    shown = [file for file in files if _HIDDEN not in file.parts]
    return "".join(f"- `{file.relative_to(folder).as_posix()}`\n" for file in shown)


def _file(file: Path) -> str:
    language = _LANGUAGES.get(file.suffix, "text")
    return f"``````{language}\n{file.read_text(encoding='utf-8').rstrip()}\n``````\n"
