"""Storage keys of a generation's files."""

from uuid import UUID

from influencer_app.domain.generation.models import GenerationPart

VARIANTS = {
    "original": "original",
    "preview": "preview.webp",
    "thumb": "thumb.webp",
    "captions": "captions.vtt",
}


def raw_key(generation_id: UUID, index: int) -> str:
    """Where the bytes of the engine wait for their finishing."""
    return f"raw/{generation_id}/{index}"


def speech_key(generation_id: UUID) -> str:
    """Where the speech of a talking video lies until it has ended."""
    return f"raw/{generation_id}/speech.wav"


def raw_captions_key(generation_id: UUID, index: int) -> str:
    """Where the captions of a film wait for its finishing."""
    return f"raw/{generation_id}/{index}.vtt"


def raw_keys(generation_id: UUID, index: int) -> list[str]:
    """Everything that waits for the finishing of a part."""
    return [raw_key(generation_id, index), raw_captions_key(generation_id, index)]


def asset_keys(asset_id: UUID) -> dict[str, str]:
    """The key of each variant of an asset."""
    return {variant: f"media/{asset_id}/{name}" for variant, name in VARIANTS.items()}


def part_keys(part: GenerationPart) -> list[str]:
    """Everything that may have been written for a part."""
    return [*raw_keys(part.generation_id, part.index), *asset_keys(part.asset_id).values()]
