"""Wires the OpenID providers that are set up; authlib is imported only then, because that takes a while."""

from redis.asyncio import Redis

from influencer_app.domain.accounts.identity_ports import IdentityProviders, UsedOnce
from influencer_app.integrations.sign_in.used_once import RedisUsedOnce
from influencer_app.settings import Settings
from influencer_app.wiring.bindings import Bindings


def bind_identity_providers(bindings: Bindings, settings: Settings, redis: Redis) -> None:
    """Bind the providers by their keys."""
    bindings.bind(IdentityProviders).to(open_identity_providers(settings))
    bindings.bind(UsedOnce).to(RedisUsedOnce(redis))


def open_identity_providers(settings: Settings) -> IdentityProviders:
    """The providers that are set up, perhaps none."""
    if not settings.identity_providers:
        return IdentityProviders({})
    from influencer_app.integrations.sign_in.openid import OpenIDProvider  # noqa: PLC0415 - see above

    return IdentityProviders({one.key: OpenIDProvider(one) for one in settings.identity_providers})
