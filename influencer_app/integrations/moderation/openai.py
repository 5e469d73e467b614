"""Moderates prompts, scripts and pictures with OpenAI's moderation model.

https://developers.openai.com/api/docs/guides/moderation: free, for text and pictures. Its category for
minors covers text only; it does not detect minors in pictures.
"""

from base64 import b64encode
from typing import Literal

import structlog
from openai import AsyncOpenAI
from openai.types import ModerationMultiModalInputParam
from pydantic import BaseModel, Field

from influencer_app.domain.safety.ports import Verdict
from influencer_app.errors import AppError, InvalidInput, Unavailable
from influencer_app.integrations.openai.client import openai_call, parse_response

log = structlog.get_logger(__name__)

TIMEOUT_SECONDS = 8.0
PICTURE_BYTES_MAX = 20_000_000
PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")
MINORS_CATEGORY = "sexual/minors"
SKIPPED_NOTE = "Moderation by a model was skipped because OpenAI was unavailable."
UNAVAILABLE_TEXT = "The content cannot be checked right now. Please try again in a few minutes."

WhenDown = Literal["allow", "refuse"]


class ModerationResult(BaseModel):
    """One result of the vendor's."""

    flagged: bool
    categories: dict[str, bool | None]


class ModerationResponse(BaseModel):
    """The fields we use of a response: one result per text, one for a text with its pictures."""

    results: list[ModerationResult] = Field(min_length=1)


class OpenAIModeration:
    """Implements ``ModerationPort``. ``when_down`` decides what happens while OpenAI is unavailable."""

    def __init__(self, client: AsyncOpenAI, model: str, when_down: WhenDown) -> None:
        self._client = client
        self._model = model
        self.identity = f"openai/{model}"
        self._when_down = when_down

    async def check_text(self, text: str) -> Verdict:
        """See the port."""
        return await self._check(text)

    async def check_picture(self, data: bytes, content_type: str) -> Verdict:
        """See the port. Raises ``InvalidInput`` for other types and for more than 20 MB."""
        if content_type not in PICTURE_TYPES or len(data) > PICTURE_BYTES_MAX:
            raise InvalidInput("Only JPEG, PNG, WebP and GIF pictures of up to 20 MB can be checked.")
        address = f"data:{content_type};base64,{b64encode(data).decode('ascii')}"
        return await self._check([{"type": "image_url", "image_url": {"url": address}}])

    async def _check(self, content: str | list[ModerationMultiModalInputParam]) -> Verdict:
        try:
            async with openai_call(TIMEOUT_SECONDS):
                raw = await self._client.moderations.with_raw_response.create(
                    model=self._model, input=content
                )
                answer = parse_response(raw.http_response.content, ModerationResponse)
        except AppError as error:
            log.warning("moderation_unavailable", reason=error.sentence, then=self._when_down)
            if self._when_down == "refuse":
                raise Unavailable(UNAVAILABLE_TEXT) from error
            return Verdict(flagged=False, note=SKIPPED_NOTE)
        found = [name for result in answer.results for name, flagged in result.categories.items() if flagged]
        ours = (name if name == MINORS_CATEGORY else name.partition("/")[0] for name in found)
        return Verdict(
            flagged=any(result.flagged for result in answer.results), categories=tuple(dict.fromkeys(ours))
        )
