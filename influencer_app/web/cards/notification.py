"""A generation that has ended, as the bell lists it and as a toast announces it on other pages."""

from dataclasses import dataclass
from datetime import UTC, datetime

from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.web import routes
from influencer_app.web.cards.character import CharacterOption
from influencer_app.web.cards.generation import generation_card

NOTIFICATIONS_MAX = 12
NOUNS = {
    "image": ("picture", "pictures"),
    "video": ("clip", "clips"),
    "avatar": ("talking video", "talking videos"),
}


@dataclass(frozen=True)
class NotificationCard:
    """A generation that has ended. ``ended_at`` is ISO 8601; ``age`` is how long ago that was when sent.

    ``tone`` is plain or bad.
    """

    id: str
    title: str
    body: str
    tone: str
    picture_url: str
    href: str
    ended_at: str
    age: str


def notification_card(one: GenerationDetail, characters: dict[str, CharacterOption]) -> NotificationCard:
    """What was delivered and where to find it; when nothing was, what became of the credits."""
    card = generation_card(one, characters)
    is_portrait = one.purpose == "portrait"
    done = card.kind == "done"
    ended = one.finished_at or one.created_at
    href = routes.CHARACTERS if is_portrait else routes.CREATE
    return NotificationCard(
        id=card.id,
        title=_title(one, card.title, len(card.outputs)),
        body=("" if is_portrait else card.title[:80]) if done else card.problem,
        tone="plain" if done or one.status == "canceled" else "bad",
        picture_url=card.outputs[0].thumb if done else "",
        href=f"{routes.GALLERY}?picture={card.outputs[0].id}" if done and not is_portrait else href,
        ended_at=ended.isoformat(),
        age=time_since(ended),
    )


def time_since(moment: datetime) -> str:
    """How long ago, by the minute: "3 min ago"."""
    minutes = max(0, round((datetime.now(UTC) - moment).total_seconds() / 60))
    if minutes < 60:
        return f"{minutes} min ago" if minutes else "just now"
    hours = minutes // 60
    days = hours // 24
    return f"{hours} h ago" if hours < 24 else f"{days} {'day' if days == 1 else 'days'} ago"


def _title(one: GenerationDetail, card_title: str, delivered: int) -> str:
    if delivered == 0:
        return "Canceled" if one.status == "canceled" else "Failed"
    if one.purpose == "portrait":
        return f"{card_title} is ready"
    single, several = NOUNS.get(one.type, NOUNS["image"])
    return f"Your {single} is ready" if delivered == 1 else f"{delivered} {several} are ready"
