"""Spreads the moments in which browsers connect again, so that a deploy does not bring all at once."""

from influencer_app.web.site_build.bundle_trimming import BuildChanged

SPREAD_MS = 3000

AT_ONCE = """      // Attempt to reconnect transient non-intentional disconnects.
      socket.current.reconnect();
"""
SPREAD = f"""      // Reconnect within {SPREAD_MS} ms, each tab at a moment of its own.
      window.setTimeout(() => socket.current?.reconnect(), Math.random() * {SPREAD_MS});
"""
BACKOFF = "}, 200 * failed_attempts); // Incremental backoff"
SPREAD_BACKOFF = "}, 200 * failed_attempts * (0.5 + Math.random())); // Incremental backoff"


def spread_reconnects(state_js: str) -> str:
    """Reflex's ``utils/state.js`` with random waits; a file that has them already is left as it is.

    Raises ``BuildChanged`` when Reflex connects again in another way.
    """
    for at_once, spread in ((AT_ONCE, SPREAD), (BACKOFF, SPREAD_BACKOFF)):
        if spread in state_js:
            continue
        if state_js.count(at_once) != 1:
            raise BuildChanged(f"{at_once!r} was expected once in state.js")
        state_js = state_js.replace(at_once, spread)
    return state_js
