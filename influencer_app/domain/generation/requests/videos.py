"""Starts clips and talking videos."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.outbox import port
from influencer_app.domain.billing.entitlements import Entitlements, get_entitlements
from influencer_app.domain.billing.pricing import check_expected, quote
from influencer_app.domain.billing.schemas import PriceDetail
from influencer_app.domain.characters.models import Character
from influencer_app.domain.characters.queries import appearance_of, get_row
from influencer_app.domain.characters.schemas import Appearance
from influencer_app.domain.generation.kinds.avatar import AVATAR
from influencer_app.domain.generation.kinds.base import GenerationKind
from influencer_app.domain.generation.kinds.video import VIDEO
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.ports.speech import match_voice, named_voice
from influencer_app.domain.generation.queries import read_one
from influencer_app.domain.generation.requests.model_choice import (
    COMPOSITE,
    TRAINED,
    ModelSelection,
    select_model,
)
from influencer_app.domain.generation.requests.references import picture_file
from influencer_app.domain.generation.requests.scripts import check_alphabet, check_script_length
from influencer_app.domain.generation.requests.submit import create_generation
from influencer_app.domain.generation.rules import MOTION_DEFAULT, SEED_MAX, spoken_seconds
from influencer_app.domain.generation.schemas import (
    FrozenRequest,
    GenerationDetail,
    NewAvatar,
    NewVideo,
    SourceFile,
    frozen,
)
from influencer_app.domain.outputs.models import Asset, Output
from influencer_app.domain.safety.rules import check_script
from influencer_app.domain.uploads.models import Upload
from influencer_app.domain.uploads.service import use_audio
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import Conflict, InvalidInput, NotFound

ALGORITHMIC_MEDIA = "algorithmicMedia"
TOO_LONG = "Talking videos can be up to {max} seconds long on your plan."
FOREIGN = "Without a provider only people speak that were drawn on this machine. Choose another picture."


async def start_video(session: AsyncSession, actor: Actor, new: NewVideo) -> GenerationDetail:
    """Starts a clip from one of the actor's images; its true length is in the frozen request.

    Raises ``NotFound`` for another person's image, ``InvalidInput`` if the output is not an image,
    ``NotConfigured``, ``PriceChanged``, ``NotEnoughCredits``.
    """
    selection = await select_model(session, VIDEO.price_kind)
    source = await _picture(session, actor, new.output_id)
    fps, seconds = selection.clip(new.fps)
    request = _request(
        VIDEO,
        selection,
        source,
        await get_entitlements(session, actor.workspace_id),
        seed=new.seed,
        source_file=_source_file(source, new.output_id),
        seconds=seconds,
        motion=new.motion,
        fps=fps,
    )
    character = await _character_of(session, source.made)
    cost = quote(selection.price, seconds=seconds)
    check_expected(cost, new.expected_credits)
    row = await create_generation(session, actor, request, character=character, price=cost.each)
    return await read_one(session, row)


async def start_avatar(session: AsyncSession, actor: Actor, new: NewAvatar) -> GenerationDetail:
    """Starts a talking video from an image or a character.

    The price counts started time units of the audio; a script's length is estimated, and priced again once
    it is spoken.
    Raises ``PolicyRefused``, ``NotFound`` (also for an expired upload), ``Conflict`` for a character
    without a portrait, ``InvalidInput`` (also for an unknown voice or language, and for an
    image that the local engine did not make), ``NotConfigured``, ``PriceChanged``, ``NotEnoughCredits``.
    """
    if new.script:
        check_script_length(new.script)
        check_script(new.script)
    selection = await select_model(session, AVATAR.price_kind)
    character: Character | None
    if new.character_id is not None:
        character = await get_row(session, actor, new.character_id, for_share=True)
        source = await _portrait(session, character)
    else:
        source = await _picture(session, actor, _given(new.output_id))
        character = await _character_of(session, source.made)
    source_file = _source_file(source, new.output_id)
    config = port(session, EngineConfig)
    if not config.is_remote(selection.engine):
        _check_drawn_by(selection.engine, source_file)
    allowed = await get_entitlements(session, actor.workspace_id)
    appearance = appearance_of(character) if character else frozen(source.made.request).appearance
    voice = new.voice or (character.voice if character else "")
    voices = config.voices_of(selection.engine)
    if new.script and voices:
        named = named_voice if new.voice else match_voice
        speaker = named(voices, voice, appearance.gender if appearance else "")
        check_alphabet(new.script, speaker, voices)
        voice = speaker.id
    sound = await use_audio(session, actor, new.upload_id) if new.upload_id else None
    length = sound.seconds or 0.0 if sound else spoken_seconds(new.script)
    _check_length(length, allowed.video_seconds_max, "upload_id" if sound else "script")
    request = _request(
        AVATAR,
        selection,
        source,
        allowed,
        seed=new.seed,
        source_file=source_file,
        seconds=round(length, 2),
        appearance=appearance,
        script=new.script,
        voice=voice,
        audio=_audio(sound) if sound else None,
        price=None if sound else selection.price,
    )
    cost = quote(selection.price, seconds=length)
    check_expected(cost, new.expected_credits)
    row = await create_generation(session, actor, request, character=character, price=cost.each)
    return await read_one(session, row)


def _check_length(seconds: float, seconds_max: int, field: str) -> None:
    if int(seconds) > seconds_max:
        raise InvalidInput.at(field, TOO_LONG.format(max=seconds_max))


def _request(
    kind: GenerationKind,
    selection: ModelSelection,
    source: "_Source",
    allowed: Entitlements,
    *,
    seed: int | None,
    source_file: SourceFile,
    seconds: float,
    appearance: Appearance | None = None,
    motion: int = MOTION_DEFAULT,
    fps: int = 0,
    script: str = "",
    voice: str = "",
    audio: SourceFile | None = None,
    price: PriceDetail | None = None,
) -> FrozenRequest:
    """A request for one video, with the prompt and, unless given, the appearance of its source image."""
    before = frozen(source.made.request)
    width, height = kind.shapes[before.aspect_ratio]
    return FrozenRequest(
        type=kind.name,
        prompt=before.prompt,
        enhanced_prompt=before.enhanced_prompt,
        negative_prompt=before.negative_prompt,
        style=before.style,
        aspect_ratio=before.aspect_ratio,
        width=width,
        height=height,
        count=1,
        seed=_seed(seed),
        engine=selection.engine,
        model=selection.model,
        version=selection.version,
        source_type=_source_type(selection, source.asset),
        appearance=appearance or before.appearance,
        watermark=allowed.watermark,
        plan=allowed.plan,
        motion=motion,
        fps=fps,
        seconds=seconds,
        script=script,
        voice=voice,
        source=source_file,
        audio=audio,
        price=price,
    )


def _seed(asked: int | None) -> int:
    return secrets.randbelow(SEED_MAX + 1) if asked is None else asked


def _source_file(source: "_Source", output_id: UUID | None) -> SourceFile:
    """The picture that the request is made of, as it is now."""
    made, asset = source.made, source.asset
    drawn = made.request | {"seed": source.seed} if asset.engine == made.engine else None
    return picture_file(asset).model_copy(update={"output_id": output_id, "request": drawn})


def _check_drawn_by(engine: str, source: SourceFile) -> None:
    """Raises ``InvalidInput`` unless the local ``engine`` has drawn the picture itself."""
    if source.request is None or source.request["engine"] != engine:
        raise InvalidInput.at("output_id", FOREIGN)


def _source_type(selection: ModelSelection, asset: Asset) -> str:
    """The source type of a video, which inherits real faces and model output from its image."""
    mixed = asset.source_type == COMPOSITE or (asset.source_type, selection.source_type) == (
        TRAINED,
        ALGORITHMIC_MEDIA,
    )
    return COMPOSITE if mixed else selection.source_type


@dataclass(frozen=True, slots=True)
class _Source:
    """A source image, the generation that made it, and its seed."""

    made: Generation
    asset: Asset
    seed: int


async def _picture(session: AsyncSession, actor: Actor, output_id: UUID) -> _Source:
    row = (
        await session.execute(
            select(Generation, Asset, col(Output.seed))
            .join(Output, col(Output.generation_id) == col(Generation.id))
            .join(Asset, col(Asset.id) == col(Output.asset_id))
            .where(
                col(Output.id) == output_id,
                col(Output.workspace_id) == actor.workspace_id,
                col(Generation.discarded_at).is_(None),
                col(Output.discarded_at).is_(None),
            )
        )
    ).first()
    if row is None:
        raise NotFound("This picture")
    if row.Asset.kind != "image":
        raise InvalidInput.at("output_id", "This is a video. Choose a picture.")
    return _Source(row.Generation, row.Asset, row.seed)


async def _portrait(session: AsyncSession, character: Character) -> _Source:
    row = (
        await session.execute(
            select(Generation, Asset, col(Output.seed))
            .join(Output, col(Output.generation_id) == col(Generation.id))
            .join(Asset, col(Asset.id) == col(Output.asset_id))
            .where(col(Asset.id) == character.portrait_asset_id)
        )
    ).first()
    if row is None:
        raise Conflict(f"{character.name} has no portrait yet. Wait for it, or choose a picture.")
    return _Source(row.Generation, row.Asset, row.seed)


async def _character_of(session: AsyncSession, made: Generation) -> Character | None:
    """The locked character in the image, if it still exists."""
    if made.character_id is None:
        return None
    return await session.get(Character, made.character_id, with_for_update={"read": True, "key_share": True})


def _audio(sound: Upload) -> SourceFile:
    return SourceFile(key=sound.key, content_type=sound.content_type, sha256=sound.sha256)


def _given(output_id: UUID | None) -> UUID:
    if output_id is None:
        raise InvalidInput.at("output_id", "Choose a picture or a character.")
    return output_id
