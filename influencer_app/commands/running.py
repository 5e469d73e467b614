"""A child process in asyncio, told apart from what it started itself.

``asyncio``'s own subprocess ends only when every copy of its output pipe is closed, thus never while a
grandchild lives on. Here the end of the process counts; then the rest of its group is killed.
"""

import asyncio
import os
import signal
import threading
from collections.abc import Callable

from influencer_app.embedded.program import Program

PIECE_BYTES = 65_536


class Running:
    """Starts a program as the leader of a session. Only in the main thread, inside its event loop.

    ``heard`` gets each piece of output. ``ended`` resolves with the exit code (negative: the signal),
    after the group is gone and the last output was heard.
    """

    def __init__(self, program: Program, heard: Callable[[bytes], object]) -> None:
        self._loop = asyncio.get_running_loop()
        self._heard = heard
        self.ended: asyncio.Future[int] = self._loop.create_future()
        self._output, theirs = os.pipe()
        try:
            self._process = program.start(theirs)
        finally:
            os.close(theirs)
        os.set_blocking(self._output, False)
        self._loop.add_reader(self._output, self._listen)
        threading.Thread(target=self._wait, name=f"wait {self.pid}", daemon=True).start()

    @property
    def pid(self) -> int:
        """The process id, also of its group."""
        return self._process.pid

    def send_signal(self, number: int) -> None:
        """Signal the process itself, if it has not ended."""
        self._process.send_signal(number)

    def kill(self) -> None:
        """Kill the process and its whole group."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        except PermissionError:  # macOS says so of a group of zombies
            return

    def _wait(self) -> None:
        code = self._process.wait()
        try:
            self._loop.call_soon_threadsafe(self._finish, code)
        except RuntimeError:  # the loop was closed before the process ended
            return

    def _finish(self, code: int) -> None:
        self.kill()
        while self._listen():
            pass
        self._loop.remove_reader(self._output)
        os.close(self._output)
        self._heard(b"")
        if not self.ended.done():
            self.ended.set_result(code)

    def _listen(self) -> bool:
        """Hear what is there; false when there is nothing (more)."""
        try:
            data = os.read(self._output, PIECE_BYTES)
        except BlockingIOError:
            return False
        if data:
            self._heard(data)
        else:
            self._loop.remove_reader(self._output)
        return bool(data)
