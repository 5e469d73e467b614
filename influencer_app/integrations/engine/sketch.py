"""The offline engine: renders with ``influencer_app.sketch`` and labels its output as such."""

import io
from collections.abc import Callable, Mapping
from types import MappingProxyType

from PIL import Image, ImageOps

from influencer_app.domain.characters.schemas import Appearance
from influencer_app.domain.generation.ports.engine import PromptToCheck, RenderInputs, RenderResult
from influencer_app.domain.generation.ports.speech import Voice, match_voice
from influencer_app.domain.generation.schemas import FrozenRequest
from influencer_app.errors import InvalidInput
from influencer_app.media import open_image
from influencer_app.sketch import (
    WORDS,
    Shot,
    Speech,
    Video,
    clip,
    clip_from_picture,
    draw,
    invent_appearance,
    is_readable,
    not_drawn,
    synthesize,
    talking_video,
    voices,
)
from influencer_app.sketch import Appearance as SketchAppearance

MODEL = "sketch-1"
NOT_ENGLISH = "The sketch engine reads English only. Describe the picture in English words."
SET_NOTE = "Light, background and clothes that you don't name vary; framing, pose and expression hardly do."
FOREIGN_SOURCE = "The sketch engine can animate only people it has drawn itself."
_Progress = Callable[[float], None]


class SketchEngine:
    """Implements ``LocalEngine``. The character's traits and id decide the face, never prompt or seed.

    A video redraws the source picture from its request, in layers that move. A picture made by another
    engine only gets a moving camera and cannot speak.
    """

    name = "sketch"
    model = MODEL
    source_type = "algorithmicMedia"
    kinds = frozenset({"image", "character_image", "video", "avatar"})
    clip_seconds = 4.0
    clip_fps = 24
    voices = tuple(
        Voice(one.id, one.name, "female" if one.gender == "female" else "male", (one.language,), "sketch")
        for one in voices()
    )

    style_labels: Mapping[str, str] = MappingProxyType({"realistic": "Illustrated"})
    vocabulary = WORDS
    set_note = SET_NOTE

    def check_prompt(self, prompt: str) -> None:
        """See the port: the vocabulary is English."""
        if not is_readable(prompt):
            raise InvalidInput.at("prompt", NOT_ENGLISH)

    def not_drawn(self, asked: PromptToCheck) -> tuple[str, ...]:
        """See the port."""
        look = sketch_appearance(asked.appearance) if asked.appearance else None
        return not_drawn(asked.prompt, look, negative_prompt=asked.negative_prompt, style=asked.style)

    def render(
        self, request: FrozenRequest, seed: int, inputs: RenderInputs, progress: _Progress
    ) -> RenderResult:
        """A PNG of the requested size, or an MP4. Raises ``InvalidInput`` for a request it cannot render."""
        render = {"image": self._image, "video": self._video, "avatar": self._avatar}[request.type]
        return render(request, seed, inputs, progress)

    def _image(
        self, request: FrozenRequest, seed: int, inputs: RenderInputs, progress: _Progress
    ) -> RenderResult:
        drawing = draw(_look(request, seed), _shot(request, seed, request), progress)
        buffer = io.BytesIO()
        drawing.image.save(buffer, "PNG", compress_level=1)
        return RenderResult(buffer.getvalue(), " ".join(drawing.notes) or None)

    def _video(
        self, request: FrozenRequest, seed: int, inputs: RenderInputs, progress: _Progress
    ) -> RenderResult:
        video = _clip(request, self._own_request(request), inputs, progress)
        return RenderResult(video.mp4, " ".join(video.notes) or None, video.captions)

    def _avatar(
        self, request: FrozenRequest, seed: int, inputs: RenderInputs, progress: _Progress
    ) -> RenderResult:
        video, notes = self._talking_video(request, inputs, progress)
        return RenderResult(video.mp4, " ".join([*notes, *video.notes]) or None, video.captions)

    def spoken_seconds(self, request: FrozenRequest) -> float:
        """See the port."""
        return _speak(request.script, match_voice(self.voices, request.voice)).seconds

    def _own_request(self, request: FrozenRequest) -> FrozenRequest | None:
        """The request of the source picture, if this engine in this version drew it."""
        made = request.source_request
        return made if made and (made.engine, made.model) == (self.name, self.model) else None

    def _talking_video(
        self, request: FrozenRequest, inputs: RenderInputs, progress: _Progress
    ) -> tuple[Video, list[str]]:
        made = self._own_request(request)
        if made is None:
            raise InvalidInput(FOREIGN_SOURCE)
        appearance, shot = _look(made, made.seed), _shot(made, made.seed, request)
        if inputs.audio is not None:
            return _talking(appearance, shot, progress, wav=inputs.audio), []
        voice = match_voice(self.voices, request.voice, appearance.gender)
        notes = []
        if request.voice and voice.id != request.voice.casefold():
            notes.append(f"The voice “{request.voice}” is not available; {voice.name} speaks instead.")
        speech = _speak(request.script, voice)
        return _talking(appearance, shot, progress, speech=speech), notes


def _speak(script: str, voice: Voice) -> Speech:
    try:
        return synthesize(script, voice.id)
    except (ValueError, TimeoutError) as error:
        raise InvalidInput.at("script", str(error)) from error


def _talking(
    appearance: SketchAppearance,
    shot: Shot,
    progress: _Progress,
    *,
    speech: Speech | None = None,
    wav: bytes | None = None,
) -> Video:
    try:
        return talking_video(appearance, shot, speech=speech, wav=wav, progress=progress)
    except ValueError as error:
        raise InvalidInput(str(error)) from error


def _clip(
    request: FrozenRequest, source: FrozenRequest | None, inputs: RenderInputs, progress: _Progress
) -> Video:
    seconds, fps, motion = request.seconds, request.fps, request.motion
    if source is not None:
        appearance, shot = _look(source, source.seed), _shot(source, source.seed, request)
        return clip(appearance, shot, seconds=seconds, fps=fps, motion=motion, progress=progress)
    whole = ImageOps.exif_transpose(open_image(inputs.picture or b"")).convert("RGB")
    picture = ImageOps.fit(whole, (request.width, request.height), Image.Resampling.LANCZOS)
    return clip_from_picture(picture, seconds=seconds, fps=fps, motion=motion, progress=progress)


def _look(request: FrozenRequest, seed: int) -> SketchAppearance:
    return (
        sketch_appearance(request.appearance)
        if request.appearance
        else invent_appearance(request.effective_prompt, seed)
    )


def _shot(request: FrozenRequest, seed: int, size: FrozenRequest) -> Shot:
    """The prompt of ``request`` at the size of ``size``."""
    return Shot(
        prompt=request.effective_prompt,
        width=size.width,
        height=size.height,
        seed=seed,
        style=request.style,
        negative_prompt=request.negative_prompt,
    )


def sketch_appearance(appearance: Appearance) -> SketchAppearance:
    """The character's traits as the sketch library's ``Appearance``."""
    return SketchAppearance(**appearance.model_dump())
