"""What has ended lately, as the bell lists it and as a message tells it on another page."""

from dataclasses import dataclass
from datetime import UTC, datetime

from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.web import routes
from influencer_app.web.cards import Face, job_card

NOTICES_MAX = 12
MADE = {
    "image": ("picture", "pictures"),
    "video": ("clip", "clips"),
    "avatar": ("talking clip", "talking clips"),
}


@dataclass(frozen=True)
class Notice:
    """A generation that has ended. ``at`` is when (ISO 8601), ``when`` the same in words of that time."""

    id: str
    title: str
    body: str
    tone: str
    picture_url: str
    href: str
    at: str
    when: str


def notice_card(one: GenerationDetail, faces: dict[str, Face]) -> Notice:
    """What came of it, where to look, and what happened to the credits when nothing did."""
    job = job_card(one, faces)
    portrait = one.purpose == "portrait"
    done = job.kind == "done"
    ended = one.finished_at or one.created_at
    href = routes.CHARACTERS if portrait else routes.CREATE
    return Notice(
        id=job.id,
        title=_title(one, job.title, len(job.shots)),
        body=("" if portrait else job.title[:80]) if done else job.trouble,
        tone="plain" if done or one.status == "canceled" else "bad",
        picture_url=job.shots[0].thumb if done else "",
        href=f"{routes.GALLERY}?picture={job.shots[0].id}" if done and not portrait else href,
        at=ended.isoformat(),
        when=since_words(ended),
    )


def since_words(moment: datetime) -> str:
    """How long ago, by the minute: "3 min ago"."""
    minutes = max(0, round((datetime.now(UTC) - moment).total_seconds() / 60))
    if minutes < 60:
        return f"{minutes} min ago" if minutes else "just now"
    hours = minutes // 60
    days = hours // 24
    return f"{hours} h ago" if hours < 24 else f"{days} {'day' if days == 1 else 'days'} ago"


def _title(one: GenerationDetail, portrait: str, made: int) -> str:
    if made == 0:
        return "Canceled" if one.status == "canceled" else "Nothing came of it"
    if one.purpose == "portrait":
        return f"{portrait} is ready"
    single, several = MADE.get(one.type, MADE["image"])
    return f"Your {single} is ready" if made == 1 else f"{made} {several} are ready"
