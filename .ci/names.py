"""Fails on names that were replaced, and on module docstrings that do not say what a module does.

``TABLE`` lists old and new names. A ``path`` also matches with slashes, in ``from ... import``, and by its
last two parts with ``.py``. A ``text`` matches as a whole word anywhere. A ``name`` is also an English word,
so it counts only as a name in Python code, not in strings or comments.
"""

import ast
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

TABLE = """
[path]
influencer_app.ways -> influencer_app.redirects
influencer_app.identity -> influencer_app.app_services.sign_in
influencer_app.api.callers -> influencer_app.api.client_address
influencer_app.api.incoming -> influencer_app.api.multipart
influencer_app.api.nowhere -> influencer_app.api.not_found
influencer_app.api.observe -> influencer_app.api.request_logging
influencer_app.commands.check_place -> influencer_app.commands.doctor.check_host
influencer_app.commands.family -> influencer_app.commands.single_instance
influencer_app.commands.once -> influencer_app.commands.run_to_completion
influencer_app.commands.parts -> influencer_app.commands.up.processes
influencer_app.commands.reach -> influencer_app.commands.connectivity
influencer_app.domain.accounts.devices -> influencer_app.domain.accounts.user_agents
influencer_app.domain.accounts.guessing -> influencer_app.domain.accounts.password_strength
influencer_app.domain.catalogue -> influencer_app.domain.model_catalog
influencer_app.domain.credits.pots -> influencer_app.domain.credits.balances
influencer_app.domain.generation.claims -> influencer_app.domain.generation.execution.leases
influencer_app.domain.generation.ending -> influencer_app.domain.generation.lifecycle.completion
influencer_app.domain.generation.engines -> influencer_app.domain.generation.requests.model_choice
influencer_app.domain.generation.films -> influencer_app.domain.generation.requests.videos
influencer_app.domain.generation.looks -> influencer_app.domain.generation.execution.moderation
influencer_app.domain.generation.provider_states -> influencer_app.domain.generation.execution.provider_updates
influencer_app.domain.generation.queue -> influencer_app.domain.generation.lifecycle.scheduler
influencer_app.domain.generation.records -> influencer_app.domain.generation.execution.results
influencer_app.domain.generation.retirement -> influencer_app.domain.model_catalog.deprecations
influencer_app.domain.generation.sweep -> influencer_app.domain.generation.execution.recovery
influencer_app.domain.generation.wishes -> influencer_app.domain.generation.execution.provider_request
influencer_app.integrations.fetching -> influencer_app.integrations.replicate.downloader
influencer_app.integrations.limits.gate -> influencer_app.integrations.limits.provider_limiter
influencer_app.integrations.openai.calls -> influencer_app.integrations.openai.client
influencer_app.integrations.openai.parts -> influencer_app.integrations.openai.factory
influencer_app.integrations.reaching -> influencer_app.integrations.replicate.webhook_probe
influencer_app.integrations.reading -> influencer_app.integrations.uploads.decoder
influencer_app.integrations.replicate.inputs.words -> influencer_app.integrations.replicate.inputs.style_prompts
influencer_app.integrations.replicate.parts -> influencer_app.integrations.replicate.factory
influencer_app.integrations.speech.sound -> influencer_app.integrations.speech.audio
influencer_app.integrations.storage.trial -> influencer_app.integrations.storage.probe
influencer_app.media.film -> influencer_app.media.video_input
influencer_app.media.finish -> influencer_app.media.finish_image
influencer_app.media.finish_film -> influencer_app.media.finish_video
influencer_app.media.moving_mark -> influencer_app.media.video_watermark
influencer_app.media.probe -> influencer_app.media.image_input
influencer_app.media.upload -> influencer_app.media.sanitize
influencer_app.media.video -> influencer_app.media.transcode
influencer_app.sketch.film -> influencer_app.sketch.video
influencer_app.sketch.likeness -> influencer_app.sketch.identity_score
influencer_app.sketch.stage -> influencer_app.sketch.compositing
influencer_app.web.build.shelf -> influencer_app.web.site_build.samples
influencer_app.web.figures -> influencer_app.web.public_site.site_values
influencer_app.web.layout.hung -> influencer_app.web.layout.sample_image
influencer_app.web.layout.trouble -> influencer_app.web.layout.error_notice
influencer_app.web.middleware.filling -> influencer_app.web.public_site.templating
influencer_app.web.middleware.finding -> influencer_app.web.public_site.seo
influencer_app.web.middleware.troubles -> influencer_app.web.public_site.error_pages
influencer_app.web.moments -> influencer_app.web.relative_time
influencer_app.web.news -> influencer_app.web.live.updates
influencer_app.web.pages.kit -> influencer_app.web.pages.styleguide
influencer_app.web.pages.lost -> influencer_app.web.pages.errors
influencer_app.web.pages.settings.looks -> influencer_app.web.pages.settings.appearance
influencer_app.web.roll -> influencer_app.web.empty_filmstrip
influencer_app.web.tabs -> influencer_app.web.live.clients
influencer_app.web.thumbs -> influencer_app.web.responsive_image
influencer_app.web.words -> influencer_app.web.copy
workers.looking -> workers.moderation
tests.e2e.looks -> tests.e2e.page_checks
tests.media.films -> tests.media.videos

[text]
0001_the_main_job -> 0001_initial_schema
DRAWN_HERE -> ALGORITHMIC_MEDIA
FilmLimits -> VideoLimits
FinishedFilm -> FinishedVideo
FinishedPicture -> FinishedImage
ForgetPort -> FileDeletion
GatePort -> ProviderLimiter
GenerationPart -> RenderTask
MediaReader -> UploadDecoder
MovingMark -> VideoWatermark
NUDGE_AFTER -> REQUEUE_AFTER
OpenAIParts -> OpenAIAdapters
OpenTabs -> ConnectedClients
PeopleState -> CharacterListState
PersonState -> CharacterDetailState
PlainPicture -> SanitizedImage
ReachPort -> WebhookProbe
RedisGate -> RedisProviderLimiter
ReplicateParts -> ReplicateAdapters
StudioState -> ShellState
WebhookDelivery -> WebhookEvent
WebhookNote -> VerifiedWebhook
WebhookReach -> HttpWebhookProbe
WrongCertificateError -> InvalidCertificateError
_tell_the_line -> _notify_queued
bring.js -> upload.js
bring_sound -> attach_audio
choose_speech -> select_speech
ending.conclude -> finalize_generation
find_actor_by_cookie -> authenticate_cookie
find_identity -> find_signing_identity
finish_film -> finish_video
finish_picture -> finish_image
fitting_voice -> match_voice
forget_files -> schedule_file_deletion
generation_part -> render_task
hang_portrait -> set_portrait
hear_of_face -> reference_uploaded
lease.kept -> renewing_lease
list_forgotten -> list_pending_deletions
list_taken -> list_assigned_ids
look_at_notices -> mark_notifications_read
moments.moment -> relative_time
nudged_at -> last_enqueued_at
open_film -> open_video
open_identity -> open_signing_identity
open_picture -> open_image
open_signing -> open_signer
parts.js -> widgets.js
pixels_in_all -> total_pixels
plain_picture -> sanitize_image
provider.look -> provider.refresh
read_identity -> parse_signing_identity
reason_against -> moderate_output
record_drawn -> record_finished
record_gone -> record_collected
record_looked -> record_moderation_passed
record_unsure -> record_submission_unknown
record_unwanted -> record_moderation_rejected
safe_path -> safe_redirect_path
settled_traits -> resolved_traits
timeline.told -> emit_progress
typed_anew -> form_version
why_unreachable -> unreachable_reason
wish_of -> to_model_request
words_may_be_used -> moderate_prompt

[name]
Chosen -> ModelSelection
Drawn -> RenderResult
Inputs -> RenderInputs
Instead -> ErrorCopy
News -> LiveUpdate
Offer -> ModeAvailability
Order -> PredictionCreate
Pencil -> FakeEngine
Print -> SampleImage
Relay -> LiveDispatcher
Remembered -> CachedValues
Somewhere -> FakeProvider
Spoken -> SpeechAudio
Told -> TimeFormat
Wish -> ModelRequest
_hear -> _apply_update
conclude -> finalize_generation
doomed -> deleting_id
faces_of -> reference_images
look_after -> poll_delay_seconds
look_away -> close_lightbox
next_at -> next_attempt_at
open_parts -> build_adapters
put_off -> back_off
record_later -> reschedule
send_again -> requeue
stated_at -> consented_at
sum_up -> update_progress
try_out -> probe_store
write_down -> store_event
"""  # noqa: E501  long paths

ROOT = Path(__file__).resolve().parents[1]
SUFFIXES = (".py", ".md", ".js", ".css", ".toml")
NAMES = ("Makefile", ".importlinter")
QUESTIONS = ("What", "Who", "Where", "How", "When", "Which")


def parse_table(table: str) -> dict[str, dict[str, str]]:
    """Old to new names by section. Raises ``ValueError`` for a malformed or a repeated row."""
    sections: dict[str, dict[str, str]] = {}
    section = ""
    for row in filter(None, map(str.strip, table.splitlines())):
        if row.startswith("["):
            section = row.strip("[]")
            sections[section] = {}
            continue
        old, arrow, new = row.partition(" -> ")
        if not arrow or not section or any(old in rows for rows in sections.values()):
            raise ValueError(f"Not a row of the table, or a repeated one: {row}")
        sections[section][old] = new
    return sections


def _pattern(old: str, section: str) -> str:
    if section != "path":
        return re.escape(old)
    *parents, leaf = map(re.escape, old.split("."))
    return "|".join((r"[./]".join((*parents, leaf)), f"{parents[-1]}/{leaf}\\.py"))


ROWS = parse_table(TABLE)
OLD = {
    section: re.compile(rf"(?<![\w.])(?:{'|'.join(_pattern(old, section) for old in rows)})(?!\w)")
    for section, rows in ROWS.items()
}


def check(name: str, text: str) -> Iterator[str]:
    """One line, ``file:line: problem``, for each problem of a file."""
    for section in ("path", "text"):
        for match in OLD[section].finditer(text):
            yield _replaced(name, text.count("\n", 0, match.start()) + 1, section, match[0])
    if name.endswith(".py"):
        yield from _check_code(name, text)


def _check_code(name: str, text: str) -> Iterator[str]:
    tree = ast.parse(text, name)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if (path := f"{node.module}.{alias.name}") in ROWS["path"]:
                    yield _replaced(name, node.lineno, "path", path)
    if OLD["name"].search(text):
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.NAME and token.string in ROWS["name"]:
                yield _replaced(name, token.start[0], "name", token.string)
    docstring = ast.get_docstring(tree)
    if docstring is None and tree.body and not name.startswith("tests/"):
        yield f"{name}:1: the module has no docstring"
    elif docstring is not None and docstring.partition(" ")[0] in QUESTIONS:
        yield f"{name}:1: the docstring begins with “{docstring.split()[0]}”; say what the module does"


def _replaced(name: str, line: int, section: str, found: str) -> str:
    rows = ROWS[section]
    dotted = f".{found.removesuffix('.py').replace('/', '.')}"
    new = rows[found] if found in rows else next(rows[old] for old in rows if f".{old}".endswith(dotted))
    return f"{name}:{line}: “{found}” is called “{new}” now"


def main() -> int:
    """Check all files that git knows or would add. Returns the exit code."""
    command = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603  fixed
    own = Path(__file__).resolve()
    problems = [
        problem
        for name in sorted(filter(None, listed.split("\0")))
        if (name.endswith(SUFFIXES) or Path(name).name in NAMES)
        and (path := ROOT / name).is_file()
        and path != own
        for problem in check(name, path.read_text(encoding="utf-8"))
    ]
    sys.stdout.write("".join(f"{problem}\n" for problem in problems))
    sys.stdout.write(f"{len(problems)} old names or docstrings to change.\n" if problems else "")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
