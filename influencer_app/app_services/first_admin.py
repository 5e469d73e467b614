"""Makes somebody the first admin of a fresh installation, by a link that ``influencer up`` prints."""

from sqlalchemy import text

from influencer_app.app_services.sign_in import drop_roles
from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts import service
from influencer_app.domain.accounts.first_admin import UNUSABLE, read_admin_token
from influencer_app.domain.accounts.queries import has_admin
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.domain.audit.service import Target, record_audit, was_recorded
from influencer_app.errors import InvalidInput
from influencer_app.wiring import runtime

ACT = "admin.claimed"


async def become_first_admin(person: AuthenticatedPerson, token: str) -> None:
    """Makes the person an admin, if there is none. Each link works once.

    Raises ``InvalidInput`` at ``token``.
    """
    link_id = read_admin_token(token, runtime().settings.secret_keys)
    if link_id is None:
        raise InvalidInput.at("token", UNUSABLE)
    async with transaction(person) as session:
        await session.execute(text("select pg_advisory_xact_lock(hashtextextended('first admin', 0))"))
        if await has_admin(session) or await was_recorded(session, ACT, link_id):
            raise InvalidInput.at("token", UNUSABLE)
        sessions_open = await service.change_role(session, person.person_id, "admin")
        await record_audit(session, person, ACT, Target("admin_link", link_id))
    await drop_roles(sessions_open)
