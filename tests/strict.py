"""A pytest plugin: a test that was skipped or is expected to fail makes the run fail."""

import pytest

KINDS = ("skipped", "xfailed", "xpassed")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Turn success into failure; xdist's workers have no reporter, their controller has."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or exitstatus != pytest.ExitCode.OK:
        return
    if any(reporter.stats.get(kind) for kind in KINDS):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say so, once, above the closing line."""
    number = sum(len(terminalreporter.stats.get(kind, ())) for kind in KINDS)
    if number:
        terminalreporter.write_line(f"{number} skipped or expected to fail: that counts as a failure here.")
