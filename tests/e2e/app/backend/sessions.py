"""Sessions as a cookie: the user's name, signed with BETTER_AUTH_SECRET."""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import Annotated

from fastapi import Cookie, Depends, HTTPException

COOKIE = "better-auth.session_token"
SECRET = os.environ["BETTER_AUTH_SECRET"].encode()
if len(SECRET) < 32:
    raise SystemExit("BETTER_AUTH_SECRET must have 32 characters or more")


def sign(name: str) -> str:
    """Return the token of a session: only who has the secret can make it."""
    return f"{name}.{hmac.new(SECRET, name.encode(), hashlib.sha256).hexdigest()}"


def session_user(token: Annotated[str, Cookie(alias=COOKIE)] = "") -> str:
    """Return whose session it is; refuse a token that is missing or forged."""
    name = token.partition(".")[0]
    if not name or not hmac.compare_digest(token.encode(), sign(name).encode()):
        raise HTTPException(401, "sign in first")
    return name


User = Annotated[str, Depends(session_user)]
