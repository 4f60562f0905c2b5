"""The AI API that the backend asks, in the form of Gemini or of OpenAI."""

from __future__ import annotations

import os

import httpx

PROVIDER = os.environ["AI_PROVIDER"]
MODEL = os.environ["AI_MODEL"]
KEY = os.environ["OPENAI_API_KEY" if PROVIDER == "openai" else "GEMINI_API_KEY"]
CLIENT = httpx.AsyncClient(base_url=os.environ["AI_BASE_URL"], timeout=10)


async def ask(message: str) -> str:
    """Return what the model replies."""
    reply = _ask_openai if PROVIDER == "openai" else _ask_gemini
    return await reply(message)


async def _ask_gemini(message: str) -> str:
    answer = await CLIENT.post(
        f"/v1beta/models/{MODEL}:generateContent",
        headers={"x-goog-api-key": KEY},
        json={"contents": [{"parts": [{"text": message}]}]},
    )
    content = answer.raise_for_status().json()
    return str(content["candidates"][0]["content"]["parts"][0]["text"])


async def _ask_openai(message: str) -> str:
    answer = await CLIENT.post(
        "/v1/chat/completions",
        headers={"authorization": f"Bearer {KEY}"},
        json={"model": MODEL, "messages": [{"role": "user", "content": message}]},
    )
    content = answer.raise_for_status().json()
    return str(content["choices"][0]["message"]["content"])
