"""Signs files with C2PA content credentials and reads them back. Signing is the last step.

``c2pa-python``, https://opensource.contentauthenticity.org/docs/c2pa-python; manifests by the C2PA
specification 2.x. The library salts its assertions, so two signatures of the same bytes differ.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

from c2pa import (  # type: ignore[import-untyped]  # it ships no types
    Builder,
    C2paError,
    C2paSignerInfo,
    Context,
    Reader,
    Settings,
    Signer,
)
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from influencer_app.media.certificates import InvalidCertificateError, SigningIdentity
from influencer_app.media.source_type import SourceType

# Thumbnails would double the size of a file.
_SETTINGS = {"builder": {"thumbnail": {"enabled": False}}, "verify": {"remote_manifest_fetch": False}}


class SigningFailedError(Exception):
    """The library or the timestamp authority failed; the message is the library's."""


@dataclass(frozen=True, slots=True)
class Ingredient:
    """An input file by title, media type and SHA-256 (hex); its bytes are not embedded."""

    title: str
    content_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Claim:
    """How a file was made. ``generator`` is this software, ``agent`` the engine, ``model`` its model."""

    source_type: SourceType
    generator: str
    generator_version: str
    agent: str
    model: str
    made_at: datetime
    ingredients: Sequence[Ingredient] = ()


@dataclass(frozen=True, slots=True)
class Credentials:
    """The credentials in a file. ``state`` is Valid, Trusted (the authority is known) or Invalid.

    ``source_type`` is the URI of the IPTC term; ``ingredients`` are SHA-256 in hex.
    """

    state: str
    signed_by: str
    source_type: str
    agent: str
    model: str
    ingredients: tuple[str, ...]


def sign(
    data: bytes, content_type: str, claim: Claim, identity: SigningIdentity, timestamp_url: str | None = None
) -> bytes:
    """``data`` (JPEG, PNG, WebP, MP4, WAV) with an embedded manifest; any later change invalidates it.

    With ``timestamp_url`` an RFC 3161 authority is asked over the network. The result is verified before
    it is returned. Raises ``SigningFailedError``.
    """
    out = BytesIO()
    info = C2paSignerInfo(
        algorithm(identity).encode(),
        identity.chain,
        identity.key,
        timestamp_url.encode() if timestamp_url else None,
    )
    try:
        with (
            Signer.from_info(info) as signer,
            Builder(_manifest(claim, content_type), context=_context()) as builder,
        ):
            builder.sign(signer, content_type, BytesIO(data), out)
    except C2paError as error:
        raise SigningFailedError(str(error)) from error
    return out.getvalue()


def read_credentials(data: bytes, content_type: str, authority: bytes = b"") -> Credentials | None:
    """Read and validate the credentials of a file; None without a readable manifest.

    ``authority`` (PEM) is a certificate to trust. Makes no network requests.
    """
    try:
        with Reader(content_type, BytesIO(data), context=_context(authority)) as reader:
            report: dict[str, Any] = json.loads(reader.json())
    except C2paError:
        return None
    manifest = report["manifests"].get(report.get("active_manifest"), {})
    created = _created(manifest)
    agent = created.get("softwareAgent")
    agent = agent if isinstance(agent, dict) else {"name": agent or ""}
    return Credentials(
        state=str(report.get("validation_state", "Invalid")),
        signed_by=str(manifest.get("signature_info", {}).get("common_name", "")),
        source_type=str(created.get("digitalSourceType", "")),
        agent=str(agent.get("name", "")),
        model=str(agent.get("version", "")),
        ingredients=tuple(
            str(each["instance_id"]).removeprefix(_HASH)
            for each in manifest.get("ingredients", ())
            if str(each.get("instance_id", "")).startswith(_HASH)
        ),
    )


def algorithm(identity: SigningIdentity) -> str:
    """The signature algorithm for the key. Raises ``InvalidCertificateError`` when there is none."""
    key = load_pem_private_key(identity.key, password=None)
    if isinstance(key, ec.EllipticCurvePrivateKey):
        found = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}.get(key.curve.name)
    elif isinstance(key, rsa.RSAPrivateKey):
        found = "ps256"
    else:
        found = "ed25519" if isinstance(key, ed25519.Ed25519PrivateKey) else None
    if found is None:
        raise InvalidCertificateError("C2PA has no algorithm for this kind of key")
    return found


_HASH = "urn:sha256:"


def _manifest(claim: Claim, content_type: str) -> dict[str, Any]:
    files = {f"{_HASH}{each.sha256}": each for each in claim.ingredients}  # deduplicated
    ids = list(files)
    action: dict[str, Any] = {
        "action": "c2pa.created",
        "when": claim.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "softwareAgent": {"name": claim.agent, "version": claim.model},
        "digitalSourceType": claim.source_type.uri,
    }
    if ids:
        action["parameters"] = {"ingredientIds": ids}
    return {
        "claim_generator_info": [{"name": claim.generator, "version": claim.generator_version}],
        "format": content_type,
        "ingredients": [
            {
                "title": each.title,
                "format": each.content_type,
                "relationship": "inputTo",
                "instance_id": name,
                "description": f"SHA-256 {each.sha256}",
            }
            for name, each in files.items()
        ],
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [action]}}],
    }


def _created(manifest: dict[str, Any]) -> dict[str, Any]:
    for assertion in manifest.get("assertions", ()):
        if str(assertion.get("label", "")).startswith("c2pa.actions"):
            for action in assertion.get("data", {}).get("actions", ()):
                if action.get("action") == "c2pa.created":
                    return dict(action)
    return {}


def _context(authority: bytes = b"") -> Context:
    return _cached_context(authority, os.getpid())


@lru_cache(maxsize=4)
def _cached_context(authority: bytes, process: int) -> Context:
    """Cached per process, because a context is not valid in a forked child."""
    trust = {"trust": {"user_anchors": authority.decode()}} if authority else {}
    return Context(settings=Settings.from_dict(_SETTINGS | trust))
