"""Every event handler of the pages, found by importing them all, and examples of what a browser sends."""

import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import reflex as rx

from influencer_app.app_services.uploads import store_upload
from influencer_app.db.transaction import transaction
from influencer_app.discovery import all_subclasses, import_all
from influencer_app.domain.accounts.factors.models import Passkey
from influencer_app.domain.accounts.factors.totp import get_second_factor
from influencer_app.domain.accounts.service import open_session
from influencer_app.domain.api_keys.schemas import NewApiKey
from influencer_app.domain.api_keys.service import create_key
from influencer_app.domain.characters.references import add_reference
from influencer_app.domain.characters.schemas import NewCharacter
from influencer_app.domain.characters.service import create_character
from influencer_app.domain.gallery.service import discard_generation, discard_output
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.webhooks.events import EVENTS, TEST
from influencer_app.domain.webhooks.models import Delivery
from influencer_app.domain.webhooks.schemas import NewWebhook
from influencer_app.domain.webhooks.service import create_webhook
from influencer_app.domain.workspaces.models import Invitation, Membership
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.integrations.uploads.decoder import read_face, read_file
from tests import photos
from tests.fake_engine import FakeQueue
from tests.media.videos import sound_file, tone
from tests.support import linked_identity, new_person

FRAMEWORK = ("reflex.", "reflex_")
MARKS = {"public", "signed_in", "editor", "owner", "moderator", "admin"}
FAR_AWAY = datetime(2100, 1, 1, tzinfo=UTC)
SECRET = "velvetsecret"
"""Stands in all that the owner has written."""

FORM = {
    **{"name": "Mallory", "age": "30", "gender": "female", "style": "realistic", "persona": ""},
    **{"prompt": "on the beach", "script": "Hello.", "negative": "", "seed": ""},
    **{"key_name": "Script", "scope_read": "on", "url": "https://8.8.8.8/hook"},
    **dict.fromkeys((f"event_{event}" for event in EVENTS), "on"),
    **{"old": "what it was before", "new": "a new and long passphrase"},
}
TEXTS = {
    **{"role": "editor", "submit_key": "", "name": "kind", "typed": "beach", "toast_id": "t"},
    **{"question": "delete", "asked_id": "a", "edited_id": "e"},
    **{"pack_code": "small", "plan_code": "creator", "interval": "month"},
}
"""Texts that are no ids, by the name of the parameter; all others get ``value``."""


@dataclass(frozen=True)
class Handler:
    """One event handler of a state."""

    state: type[rx.State]
    name: str
    fn: Any

    def __str__(self) -> str:
        return f"{self.state.__name__}.{self.name}"

    @property
    def mark(self) -> str | None:
        """Who may call it."""
        return getattr(self.fn, "access", None)

    @property
    def parameters(self) -> list[inspect.Parameter]:
        """What a browser sends."""
        return list(inspect.signature(self.fn).parameters.values())[1:]

    @property
    def ids(self) -> list[str]:
        """The parameters that name a row."""
        return [one.name for one in self.parameters if one.name.endswith("_id") and one.name not in TEXTS]


def states(*, development: bool = False) -> Iterator[type[rx.State]]:
    """Every state of ours; those of pages for development alone with ``development``."""
    import_all("influencer_app.web")
    for state in all_subclasses(rx.State):
        if state.__module__.startswith("influencer_app."):
            folder = sys.modules[state.__module__.rpartition(".")[0]]
            if development or not getattr(folder, "DEVELOPMENT_ONLY", False):
                yield state


def handlers(*, development: bool = False) -> list[Handler]:
    """Their handlers, without what Reflex adds to each state."""
    return [
        Handler(state, name, registered.fn)
        for state in states(development=development)
        for name, registered in vars(state).get("event_handlers", {}).items()
        if not registered.fn.__module__.startswith(FRAMEWORK)
    ]


def guarded() -> list[Handler]:
    return [one for one in handlers() if one.mark not in (None, "public")]


def examples(handler: Handler, ids: Mapping[str, list[str]]) -> Iterator[list[Any]]:
    """Arguments that fit the signature, once for each row that its ids could name."""
    most = max((len(ids[name]) for name in handler.ids), default=1)
    for turn in range(most):
        yield [_example(one, ids, turn) for one in handler.parameters]


def _example(one: inspect.Parameter, ids: Mapping[str, list[str]], turn: int) -> Any:
    if one.name in TEXTS:
        return TEXTS[one.name]
    if one.name.endswith("_id"):
        return ids[one.name][turn % len(ids[one.name])]
    if one.annotation is bool:
        return True
    if one.annotation is str:
        return "value"
    assert str(one.annotation).startswith("dict"), f"no example for {one}"
    return dict(FORM)


async def rows_of(owner: Actor, queue: FakeQueue) -> dict[str, list[str]]:
    """One row of each kind that handlers name, all of the owner, by the name of the parameter."""
    async with transaction() as session:
        new = NewCharacter(name=SECRET, age=28, gender="female", persona=SECRET)
        character = await create_character(session, owner, new)
        made = await start_image(session, owner, NewImage(prompt=SECRET))
    await queue.run()
    face = await store_upload(owner, read_face(photos.snapshot()))
    sound = await store_upload(owner, read_file(sound_file(tone(1.0))))
    member = await new_person("member@example.com")
    async with transaction() as session:
        reference = await add_reference(session, owner, character.id, face.id, consent=True)
        elsewhere = await open_session(session, owner.person_id, "test", 1)
        output = (await get_generation(session, owner, made.id)).outputs[0]
        invitation = Invitation(
            workspace_id=owner.workspace_id, person_id=owner.person_id, role="editor", expires_at=FAR_AWAY
        )
        session.add(invitation)
        key = await create_key(session, owner, NewApiKey(name=SECRET, scopes=["read"]))
        hook = await create_webhook(
            session, owner, NewWebhook(url=f"https://8.8.8.8/{SECRET}", events=list(EVENTS))
        )
        delivery = Delivery(
            endpoint_id=hook.id, event=TEST, body=SECRET, status="failed", next_attempt_at=None
        )
        session.add(delivery)
        await get_second_factor(session, owner.person_id)
        passkeys = [
            Passkey(person_id=owner.person_id, credential_id=one, public_key=b"", name=SECRET)
            for one in (owner.person_id.bytes, owner.workspace_id.bytes)
        ]
        session.add_all(passkeys)
        session.add(Membership(workspace_id=owner.workspace_id, person_id=member.person_id, role="viewer"))
        whole, part = [await start_image(session, owner, NewImage(prompt=SECRET, count=2)) for _ in "12"]
    await queue.run()
    async with transaction() as session:
        alone = (await get_generation(session, owner, part.id)).outputs[0]
        await discard_output(session, owner, alone.id)
        await discard_generation(session, owner, whole.id)
        waiting = await start_image(session, owner, NewImage(prompt=SECRET))
        unconfirmed = await start_image(session, owner, NewImage(prompt=SECRET))
        row = await session.get_one(Generation, unconfirmed.id)
        row.status, row.credits_required = "awaiting_confirmation", 6
    queue.jobs.clear()
    found: dict[str, list[UUID]] = {
        "generation_id": [made.id, waiting.id, unconfirmed.id],
        "output_id": [output.id],
        "discarded_set_id": [whole.id],
        "discarded_output_id": [alone.id],
        "character_id": [character.id],
        "face_id": [character.id],
        "reference_id": [reference.id],
        "upload_id": [sound.id],
        "session_id": [elsewhere],
        "identity_id": [await linked_identity(owner.person_id)],
        "workspace_id": [owner.workspace_id],
        "person_id": [member.person_id],
        "invitation_id": [invitation.id],
        "key_id": [key.id],
        "webhook_id": [hook.id],
        "delivery_id": [delivery.id],
        "passkey_id": [passkeys[0].id],
    }
    return {name: [str(one) for one in ids] for name, ids in found.items()}
