"""Somebody with a row in every table that concerns them, files, and entries in Redis."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from influencer_app.app_services.uploads import store_upload
from influencer_app.db.base import now
from influencer_app.db.idempotency import claim_key
from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts.addresses import send_password_reset, send_verification
from influencer_app.domain.accounts.factors.models import (
    Passkey,
    RecoveryCode,
    SecondFactor,
    SignInChallenge,
)
from influencer_app.domain.accounts.models import LinkedIdentity
from influencer_app.domain.accounts.ports import TabStates
from influencer_app.domain.accounts.service import open_session
from influencer_app.domain.answers import AnswerCache, Question
from influencer_app.domain.api_keys.models import ApiKey
from influencer_app.domain.billing.offers import get_plan_price
from influencer_app.domain.billing.purchase_models import BillingCustomer, Purchase, Subscription, Trial
from influencer_app.domain.characters.references import add_reference
from influencer_app.domain.characters.schemas import NewCharacter
from influencer_app.domain.characters.service import create_character
from influencer_app.domain.credits.service import grant
from influencer_app.domain.gallery.service import discard_generation
from influencer_app.domain.generation.models.provider_job import ProviderJob
from influencer_app.domain.generation.requests.drafts import DraftFields, keep_draft
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.webhooks.models import Delivery, WebhookEndpoint
from influencer_app.domain.workspaces.invitations import invite
from influencer_app.domain.workspaces.queries import find_actor
from influencer_app.domain.workspaces.schemas import Actor, NewInvitation
from influencer_app.domain.workspaces.service import create_account
from influencer_app.integrations.uploads.decoder import read_face, read_file
from influencer_app.wiring import runtime
from tests import photos
from tests.fake_engine import FakeQueue
from tests.media.videos import sound_file, tone
from tests.support import in_workspace, new_person, new_team

EMAIL, NAME, SECRET = "zerlinde@example.com", "Zerlinde Quux", "velvetsecret"
TOKEN = "0198a0b0-0000-7000-8000-00000000feed"


@dataclass(frozen=True)
class Somebody:
    """The person in their own workspace, in a shared one, and in one where they are alone."""

    own: Actor
    shared: Actor
    alone: Actor
    colleague: Actor
    session_id: UUID

    @property
    def traces(self) -> list[str]:
        """What is to be found nowhere afterwards, but for the id on what they made with others."""
        ids = (self.own.workspace_id, self.alone.workspace_id, self.session_id)
        return [EMAIL, NAME, SECRET, TOKEN, *map(str, ids)]


async def somebody(queue: FakeQueue) -> Somebody:
    """Made by what the site does, as far as it does it."""
    async with transaction() as session:
        person_id = await create_account(session, email=EMAIL, key=EMAIL, name=NAME, password_hash="x")
        session_id = await open_session(session, person_id, f"{SECRET} browser", 1)
    async with transaction() as session:
        own = await find_actor(session, session_id, timedelta(days=1))
    assert own is not None
    colleague = await new_person("colleague@example.com")
    team = await new_team(colleague, name="Team", plan="creator", editor=own)
    alone = await new_team(own, name=f"{SECRET} alone", plan="creator")
    found = Somebody(own, in_workspace(own, team.workspace_id, "editor"), alone, colleague, session_id)
    await _work(found, queue)
    await _letters(found)
    await _ways_in(found)
    await _bought(found)
    await _redis(found)
    await queue.run()
    return found


async def _work(one: Somebody, queue: FakeQueue) -> None:
    for actor in (one.own, one.alone):
        async with transaction() as session:
            await grant(session, actor.workspace_id, 100, key=str(actor.workspace_id))
            new = NewCharacter(name=SECRET, age=28, gender="female", persona=SECRET)
            character = await create_character(session, actor, new)
            made = [await start_image(session, actor, NewImage(prompt=SECRET)) for _ in "12"]
        await queue.run()
        face = await store_upload(actor, read_face(photos.snapshot()))
        await store_upload(actor, read_file(sound_file(tone(1.0))))
        async with transaction() as session:
            await add_reference(session, actor, character.id, face.id, consent=True)
            await discard_generation(session, actor, made[1].id)
            session.add(
                ProviderJob(
                    generation_id=made[0].id,
                    provider="replicate",
                    model=SECRET,
                    status="ended",
                    input={"prompt": SECRET},
                )
            )
            await keep_draft(session, actor, DraftFields(prompt=SECRET))
            await claim_key(session, actor, SECRET, SECRET)
    async with transaction() as session:
        await grant(session, one.shared.workspace_id, 100, key="shared")
        await start_image(session, one.shared, NewImage(prompt="a harbour"))
        await keep_draft(session, one.shared, DraftFields(prompt=SECRET))
    await queue.run()


async def _letters(one: Somebody) -> None:
    shared = in_workspace(one.colleague, one.shared.workspace_id)
    elsewhere = await new_team(one.colleague, name="Elsewhere")
    async with transaction() as session:
        await send_verification(session, one.own.person_id)
        await send_password_reset(session, EMAIL)
        await invite(session, one.alone, NewInvitation(email="friend@example.com", role="viewer"))
        await invite(session, in_workspace(one.own, one.shared.workspace_id), _to("guest@example.com"))
        await invite(session, in_workspace(one.colleague, elsewhere.workspace_id), _to(EMAIL))
        await invite(session, shared, _to("other@example.com"))


def _to(email: str) -> NewInvitation:
    return NewInvitation(email=email, role="viewer")


async def _ways_in(one: Somebody) -> None:
    own = {"person_id": one.own.person_id}
    inside = {"workspace_id": one.own.workspace_id, **own}
    async with transaction() as session:
        session.add(ApiKey(name=SECRET, scopes=["read"], prefix="em_x", hash=SECRET, **inside))
        hook = WebhookEndpoint(url=f"https://{SECRET}.example", events=[], secret=SECRET, **inside)
        session.add(hook)
        await session.flush()
        session.add(
            Delivery(endpoint_id=hook.id, event="x", body=SECRET, status="failed", next_attempt_at=None)
        )
        session.add(LinkedIdentity(provider="google", issuer="https://x", subject=SECRET, email=EMAIL, **own))
        session.add(SecondFactor(user_handle=b"handle", totp_secret=SECRET, **own))
        session.add(RecoveryCode(code_hash=SECRET, **own))
        session.add(Passkey(credential_id=b"credential", public_key=b"key", name=SECRET, **own))
        session.add(SignInChallenge(purpose="passkey", nonce=b"nonce", expires_at=now(), **own))


async def _bought(one: Somebody) -> None:
    """A pack, and a plan after its trial that has ended, in each workspace of theirs alone."""
    async with transaction() as session:
        _, price = await get_plan_price(session, "creator", "month")
        session.add(Trial(person_id=one.own.person_id, plan=price.plan))
        for actor in (one.own, one.alone):
            inside, name = {"workspace_id": actor.workspace_id}, f"{SECRET}_{actor.workspace_id}"
            session.add(BillingCustomer(customer_id=name, **inside))
            session.add(
                Purchase(person_id=actor.person_id, pack="small", credits=500, status="paid", **inside)
            )
            session.add(
                Subscription(
                    subscription_id=name,
                    plan_price_id=price.id,
                    interval="month",
                    status="canceled",
                    plan_before="free",
                    ended_at=now(),
                    read_at=now(),
                    **inside,
                )
            )


async def _redis(one: Somebody) -> None:
    app = runtime()
    await app.sessions.put(one.own)
    await app.port(TabStates).declare([f"_{SECRET[:4]}state"])
    await app.port(TabStates).add(one.session_id, TOKEN)
    await app.redis.set(f"{TOKEN}_{SECRET[:4]}state", NAME)
    await app.limits.hit("password", str(one.own.person_id), 10, 600)
    for actor in (one.own, one.alone, one.shared):
        question = Question.of(actor.workspace_id, "prompt", SECRET)
        await app.port(AnswerCache).put(question, b"an answer")
