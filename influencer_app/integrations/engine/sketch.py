"""The offline engine: draws with ``influencer_app.sketch``, honest that it does."""

import io
from collections.abc import Callable

from PIL import Image, ImageOps

from influencer_app.domain.characters.schemas import Look
from influencer_app.domain.generation.ports import Drawn, Inputs
from influencer_app.domain.generation.schemas import FrozenRequest
from influencer_app.domain.generation.speech import Voice, fitting_voice
from influencer_app.errors import InvalidInput
from influencer_app.media import open_picture
from influencer_app.sketch import Film, Shot, clip, clip_from_picture, draw, invent_look, say, talk, voices
from influencer_app.sketch import Look as SketchLook

MODEL = "sketch-1"
NOT_DRAWN_HERE = "The sketch engine makes only the people speak that it has drawn itself."
_Progress = Callable[[float], None]


class SketchEngine:
    """Fills ``LocalEngine``. The character's traits and id decide the face, never prompt or seed.

    Films draw the source picture once more from its request, in layers that move. A picture that was made
    elsewhere gets a moving camera; it cannot speak.
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

    def draw(self, request: FrozenRequest, seed: int, inputs: Inputs, progress: _Progress) -> Drawn:
        """A picture as PNG of the asked size, or an MP4. Raises ``InvalidInput`` for what cannot be made."""
        if request.type == "image":
            drawing = draw(_look(request, seed), _shot(request, seed, request), progress)
            held = io.BytesIO()
            drawing.image.save(held, "PNG", compress_level=1)
            return Drawn(held.getvalue(), " ".join(drawing.notes) or None)
        made = request.source_request
        if made is not None and (made.engine, made.model) != (self.name, self.model):
            made = None
        if request.type == "avatar":
            film, told = self._talk(request, made, inputs, progress)
        else:
            film, told = _clip(request, made, inputs, progress), []
        return Drawn(film.mp4, " ".join([*told, *film.notes]) or None, film.captions)

    def _talk(
        self, request: FrozenRequest, made: FrozenRequest | None, inputs: Inputs, progress: _Progress
    ) -> tuple[Film, list[str]]:
        if made is None:
            raise InvalidInput(NOT_DRAWN_HERE)
        look, shot = _look(made, made.seed), _shot(made, made.seed, request)
        if inputs.audio is not None:
            return talk(look, shot, wav=inputs.audio, progress=progress), []
        voice = fitting_voice(self.voices, request.voice, look.gender)
        told = []
        if request.voice and voice.id != request.voice.casefold():
            told.append(f"The voice “{request.voice}” is not here; {voice.name} speaks.")
        try:
            speech = say(request.script, voice.id)
        except (ValueError, TimeoutError) as error:
            raise InvalidInput.at("script", str(error)) from error
        return talk(look, shot, speech=speech, progress=progress), told


def _clip(request: FrozenRequest, made: FrozenRequest | None, inputs: Inputs, progress: _Progress) -> Film:
    seconds, fps, motion = request.seconds, request.fps, request.motion
    if made is not None:
        look, shot = _look(made, made.seed), _shot(made, made.seed, request)
        return clip(look, shot, seconds=seconds, fps=fps, motion=motion, progress=progress)
    whole = ImageOps.exif_transpose(open_picture(inputs.picture or b"")).convert("RGB")
    picture = ImageOps.fit(whole, (request.width, request.height), Image.Resampling.LANCZOS)
    return clip_from_picture(picture, seconds=seconds, fps=fps, motion=motion, progress=progress)


def _look(request: FrozenRequest, seed: int) -> SketchLook:
    return sketch_look(request.look) if request.look else invent_look(request.drawn_prompt, seed)


def _shot(request: FrozenRequest, seed: int, size: FrozenRequest) -> Shot:
    """The words of ``request`` at the pixels of ``size``."""
    return Shot(
        prompt=request.drawn_prompt,
        width=size.width,
        height=size.height,
        seed=seed,
        style=request.style,
        negative_prompt=request.negative_prompt,
    )


def sketch_look(look: Look) -> SketchLook:
    """The traits in the words of the sketch library."""
    return SketchLook(**look.model_dump())
