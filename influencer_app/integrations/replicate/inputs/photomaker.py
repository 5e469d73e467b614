"""PhotoMaker (https://replicate.com/tencentarc/photomaker): one to four faces and a trigger word.

``img`` must occur exactly once, right after a class noun (https://github.com/TencentARC/PhotoMaker/issues/55),
and never in the negative prompt.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from influencer_app.domain.generation.ports.provider import ModelRequest
from influencer_app.errors import ProviderRefused

FACES: Final = ("input_image", "input_image2", "input_image3", "input_image4")
TRIGGER_WORD: Final = re.compile(r"\bimg\b", re.IGNORECASE)
STYLES: Final = {
    "realistic": "Photographic (Default)",
    "editorial": "Cinematic",
    "anime": "Comic book",
    "toon": "Disney Charactor",
    "watercolour": "Digital Art",
    "neon": "Neonpunk",
}
STYLE_WORDS: Final = {"editorial": "black and white, film grain", "watercolour": "watercolour painting"}
NEGATIVE: Final = (
    "nsfw, lowres, bad anatomy, bad hands, text, error, missing fingers, extra digit, cropped, worst quality,"
    " low quality, jpeg artifacts, signature, watermark, blurry"
)


def build(schema: Mapping[str, Any], request: ModelRequest) -> dict[str, Any]:
    """Raises ``ProviderRefused`` without a reference image."""
    if not request.references:
        raise ProviderRefused("This character has no reference image yet.")
    scene = escape_trigger(request.prompt.strip().rstrip(" ,."))
    extra = STYLE_WORDS.get(request.style, "")
    prompt = f"a photo of a {request.subject} img, {scene}" + (f", {extra}" if extra else "")
    return {
        **dict(zip(FACES, request.references, strict=False)),
        "prompt": prompt,
        "negative_prompt": ", ".join(
            part for part in (escape_trigger(request.negative_prompt), NEGATIVE) if part
        ),
        "style_name": STYLES.get(request.style, "(No style)"),
        "num_outputs": request.count,
        "seed": request.seed,
    }


def escape_trigger(text: str) -> str:
    """Replace the trigger word in the person's text."""
    return TRIGGER_WORD.sub("image", text)
