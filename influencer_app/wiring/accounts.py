"""Wires accounts: passwords, encrypted secrets, the session cache, rate limits and the plan's allowance."""

from contextlib import AsyncExitStack

from redis.asyncio import Redis

from influencer_app.domain.accounts.ports import (
    CipherPort,
    PasskeyPort,
    PasswordPort,
    PlacePort,
    RateLimitPort,
    TabStates,
    TotpPort,
)
from influencer_app.domain.api_keys.ports import ApiEntitlement, EveryWorkspace
from influencer_app.domain.billing.entitlements import PlanApiAccess
from influencer_app.domain.billing.queries import PlanAllowance
from influencer_app.domain.credits.ports import AllowancePort
from influencer_app.domain.workspaces.ports import SessionCache
from influencer_app.integrations.encryption.fernet import FernetCipher
from influencer_app.integrations.limits.redis import RedisLimits
from influencer_app.integrations.passwords.bcrypt import BcryptPasswords
from influencer_app.integrations.places.maxmind import MaxMindPlaces
from influencer_app.integrations.second_factor.passkeys import WebauthnPasskeys
from influencer_app.integrations.second_factor.totp import PyotpCodes
from influencer_app.integrations.sessions.redis import RedisSessions
from influencer_app.integrations.sessions.tabs import RedisTabStates
from influencer_app.settings import Settings
from influencer_app.wiring.bindings import Bindings


def bind_accounts(bindings: Bindings, settings: Settings, redis: Redis) -> None:
    """Bind the ports of accounts and credits."""
    bindings.bind(PasswordPort).to(BcryptPasswords(settings.bcrypt_rounds))
    bindings.bind(CipherPort).to(FernetCipher(settings.secret_keys))
    bindings.bind(TotpPort).to(PyotpCodes(settings.product_name))
    bindings.bind(PasskeyPort).to(WebauthnPasskeys(settings.base_url, settings.product_name))
    bindings.bind(SessionCache).to(RedisSessions(redis))
    bindings.bind(TabStates).to(RedisTabStates(redis))
    bindings.bind(RateLimitPort).to(RedisLimits(redis))
    bindings.bind(ApiEntitlement).to(PlanApiAccess() if settings.sells else EveryWorkspace())
    bindings.bind(AllowancePort).to(PlanAllowance())


def bind_places(bindings: Bindings, settings: Settings, resources: AsyncExitStack) -> None:
    """Bind places of addresses, where there is a file of them. Raises ``NotConfigured`` for a broken one."""
    if settings.geoip_file is not None:
        places = MaxMindPlaces(settings.geoip_file)
        resources.callback(places.close)
        bindings.bind(PlacePort).to(places)
