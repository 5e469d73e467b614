"""Storage keys of a generation's files."""

from uuid import UUID

from influencer_app.domain.generation.models.generation import RenderTask

VARIANTS = {
    "original": "original",
    "preview": "preview.webp",
    "thumb": "thumb.webp",
    "captions": "captions.vtt",
    "unmarked": "unmarked",
}


def raw_key(generation_id: UUID, index: int) -> str:
    """Key of an engine's raw bytes until they are finished."""
    return f"raw/{generation_id}/{index}"


def speech_key(generation_id: UUID) -> str:
    """Key of a talking video's speech until the generation ends."""
    return f"raw/{generation_id}/speech.wav"


def raw_captions_key(generation_id: UUID, index: int) -> str:
    """Key of a video's raw captions until they are finished."""
    return f"raw/{generation_id}/{index}.vtt"


def raw_keys(generation_id: UUID, index: int) -> list[str]:
    """All keys of a render task's unfinished files."""
    return [raw_key(generation_id, index), raw_captions_key(generation_id, index)]


def asset_keys(asset_id: UUID) -> dict[str, str]:
    """The key of each variant of an asset, by variant."""
    return {variant: f"media/{asset_id}/{name}" for variant, name in VARIANTS.items()}


def render_task_keys(task: RenderTask) -> list[str]:
    """All keys that may have been written for a render task."""
    return [*raw_keys(task.generation_id, task.index), *asset_keys(task.asset_id).values()]
