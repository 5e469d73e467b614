"""Checks the providers that people sign in with: offline the redirect address, live their documents."""

import asyncio
from collections.abc import Iterator

from influencer_app.commands.doctor.findings import Finding
from influencer_app.errors import AppError, IdentityProviderDown
from influencer_app.settings import Settings
from influencer_app.settings.identity_providers import IdentityProviderSettings, is_private_channel

NONE = "no GOOGLE_CLIENT_ID and no OPENID_CLIENT_ID: people sign in with passwords"
DOWN = "{issuer} does not answer; check {variable}, or try again later"
UNUSABLE = (
    "the discovery document of {issuer} cannot be used; {variable} has to be the issuer that it names,"
    " and its addresses https"
)


def check_sign_in(settings: Settings) -> Iterator[Finding]:
    """Name the address that has to be registered at each provider."""
    if not settings.identity_providers:
        yield Finding.info("sign-in", NONE)
    for provider in settings.identity_providers:
        back = f"{settings.base_url}/api/auth/{provider.key}/callback"
        if is_private_channel(settings.base_url):
            yield Finding.ok("sign-in", f"{provider.name}: register {back} there")
        else:
            yield Finding.warning(
                "sign-in", f"{provider.name}: sends people to {back}, which most refuse; use https"
            )


def check_sign_in_live(settings: Settings) -> Iterator[Finding]:
    """Read the discovery document and the keys of each provider."""
    if not settings.identity_providers:
        yield Finding.info("live sign-in", "not tried: no GOOGLE_CLIENT_ID and no OPENID_CLIENT_ID")
    for provider in settings.identity_providers:
        yield asyncio.run(_ask(provider))


async def _ask(settings: IdentityProviderSettings) -> Finding:
    from influencer_app.integrations.sign_in.openid import OpenIDProvider  # noqa: PLC0415 - its package is slow

    provider = OpenIDProvider(settings)
    told = {"issuer": settings.issuer, "variable": f"{settings.key.upper()}_ISSUER"}
    try:
        await provider.check()
    except IdentityProviderDown:
        return Finding.error("live sign-in", f"{settings.name}: {DOWN.format(**told)}")
    except AppError:
        return Finding.error("live sign-in", f"{settings.name}: {UNUSABLE.format(**told)}")
    return Finding.ok("live sign-in", f"{settings.name}: {settings.issuer} answers")
