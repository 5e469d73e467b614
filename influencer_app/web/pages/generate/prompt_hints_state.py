"""Tells what the engine on this machine draws and does not draw, while a prompt is written."""

from dataclasses import dataclass

from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.access import public
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.generate.composer_state import STYLES, TEXT_MAX, ComposerState
from influencer_app.web.pages.generate.prompt_hints_data import PromptQuestion, read_not_drawn
from influencer_app.web.parsing import parse_choice
from influencer_app.wiring import runtime


@dataclass(frozen=True)
class WordGroup:
    """Words that the engine draws, such as places."""

    title: str
    words: list[str]


class PromptHintsState(PageState):
    """``not_drawn`` are sentences about the prompt as it is; ``set_note`` says in what the pictures of a set
    are alike. All is empty where a provider serves new requests, but ``styles``."""

    not_drawn: str = ""
    words: list[WordGroup] = []
    styles: list[tuple[str, str]] = list(STYLES)
    set_note: str = ""

    _answered: PromptQuestion = PromptQuestion()

    @public
    async def add_word(self, word: str) -> None:
        """Add one of the engine's words to the end of the prompt."""
        added = parse_choice(word, tuple(word for group in self.words for word in group.words))
        composer = await self.get_state(ComposerState)
        own = composer.prompt.rstrip(" ,.;\n")
        composer._replace_prompt(f"{own}, {added}"[:TEXT_MAX] if own else added)

    def _show(self) -> None:
        """Take over what the engine of new requests can do."""
        config = runtime().engine_config
        local = config.local_engine
        self.words = [WordGroup(title, list(words)) for title, words in local.vocabulary] if local else []
        self.set_note = local.set_note if local else ""
        self.styles = [
            (name, config.style_label(config.default_engine, name) or label) for name, label in STYLES
        ]

    async def _question(self) -> PromptQuestion:
        """What the composer asks for; empty where it asks for no picture."""
        composer = await self.get_state(ComposerState)
        if composer.mode != "image":
            return PromptQuestion()
        added = composer.enhancement
        prompt = f"{composer._plain_prompt()}, {added}" if added else composer.prompt
        return PromptQuestion(prompt, composer.negative, composer.style, composer.character_id)

    def _answer(self, asked: PromptQuestion, sentences: str) -> None:
        self._answered, self.not_drawn = asked, sentences

    async def _refresh(self, actor: Actor) -> None:
        """Say what of the prompt will not be drawn, where it has changed."""
        asked = await self._question()
        if asked != self._answered:
            self._answer(asked, await read_not_drawn(actor, asked))
