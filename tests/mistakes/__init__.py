"""The page of mistakes, `docs/mistakes.md`, with what is said of each."""
