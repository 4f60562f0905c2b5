"""A fake AI API, in the forms of Gemini and of OpenAI: it echoes, to who shows a key.

AI_KEYS holds the keys that it accepts, separated by commas, so that one can be replaced.
"""

from __future__ import annotations

import os
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, HTTPException

KEYS = set(os.environ["AI_KEYS"].split(","))
Text = Annotated[str, Header()]


def demand_key(authorization: Text = "", x_goog_api_key: Text = "") -> None:
    """Refuse whoever shows no key, or a wrong one."""
    if (x_goog_api_key or authorization.removeprefix("Bearer ")) not in KEYS:
        raise HTTPException(401, "API key not valid")


app = FastAPI(title="ai")


@app.post("/v1beta/models/{model}:generateContent", dependencies=[Depends(demand_key)])
async def gemini(model: str, asked: dict[str, Any]) -> dict[str, Any]:
    """Reply as Gemini does."""
    text = f"{model} heard: {asked['contents'][-1]['parts'][0]['text']}"
    return {"candidates": [{"content": {"role": "model", "parts": [{"text": text}]}}]}


@app.post("/v1/chat/completions", dependencies=[Depends(demand_key)])
async def openai(asked: dict[str, Any]) -> dict[str, Any]:
    """Reply as OpenAI does."""
    text = f"{asked['model']} heard: {asked['messages'][-1]['content']}"
    return {"choices": [{"index": 0, "message": {"role": "assistant", "content": text}}]}
