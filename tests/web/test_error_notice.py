from structlog.testing import capture_logs

from influencer_app.web.layout.error_notice import error_notice, handle_backend_error, log_frontend_error


def test_an_unexpected_error_is_written_down_and_told_without_a_script() -> None:
    with capture_logs() as logs:
        event = handle_backend_error(RuntimeError("the shelf fell"))
    assert logs[0]["event"] == "handler_failed"
    assert isinstance(logs[0]["exc_info"], RuntimeError)
    assert event.handler.fn.__qualname__ == "_set_focus"


def test_what_a_browser_says_is_cut_short() -> None:
    with capture_logs() as logs:
        log_frontend_error(RuntimeError("x" * 10_000))
    assert len(logs[0]["said"]) == 500


def test_the_note_takes_the_focus_and_says_nothing_before() -> None:
    drawn = str(error_notice())
    assert "tabIndex:-1" in drawn.replace(" ", "")
    assert '"data-says"' in drawn
