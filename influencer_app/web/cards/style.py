"""The name of a style, as the engine that draws it calls it."""

from influencer_app.wiring import runtime


def style_label(engine: str, style: str) -> str:
    """The style's label for a card; ``engine`` may be one that is no longer configured."""
    return runtime().engine_config.style_label(engine, style) or style.capitalize()
