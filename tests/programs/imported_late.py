"""What a program imports only when it is built."""


def size_of(stage: str, region: str) -> str:
    """Compare a text of several values, far from the code that a chart names."""
    return "large" if f"{stage}-{region}" == "web-prod" else "small"
