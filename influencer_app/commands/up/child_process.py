"""Runs a child process in asyncio, and kills its process group when the process itself ends.

``asyncio``'s own subprocess ends only when every copy of its output pipe is closed, so never while a
grandchild is alive. Here the end of the process itself counts; then the rest of its group is killed.
"""

import asyncio
import os
import signal
import threading
from collections.abc import Callable

from influencer_app.embedded.program import Program

CHUNK_BYTES = 65_536


class ChildProcess:
    """Starts a program as the leader of a session. Only in the main thread, inside its event loop.

    ``on_output`` receives each chunk of output, and ``b""`` at the end. ``ended`` resolves with the exit code
    (negative: the signal) after the group is gone and the last output was received.
    """

    def __init__(self, program: Program, on_output: Callable[[bytes], object]) -> None:
        self._loop = asyncio.get_running_loop()
        self._on_output = on_output
        self.ended: asyncio.Future[int] = self._loop.create_future()
        self._output, child_end = os.pipe()
        try:
            self._process = program.start(child_end)
        except BaseException:
            os.close(self._output)
            raise
        finally:
            os.close(child_end)
        os.set_blocking(self._output, False)
        self._loop.add_reader(self._output, self._read_output)
        threading.Thread(target=self._wait, name=f"wait {self.pid}", daemon=True).start()

    @property
    def pid(self) -> int:
        """The process id, which is also that of its group."""
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
        except PermissionError:  # macOS answers so for a group of zombies
            return

    def _wait(self) -> None:
        code = self._process.wait()
        try:
            self._loop.call_soon_threadsafe(self._finish, code)
        except RuntimeError:  # the loop was closed before the process ended
            return

    def _finish(self, code: int) -> None:
        self.kill()
        while self._read_output():
            pass
        self._loop.remove_reader(self._output)
        os.close(self._output)
        self._on_output(b"")
        if not self.ended.done():
            self.ended.set_result(code)

    def _read_output(self) -> bool:
        """Pass on the output that is available; false when there is none."""
        try:
            data = os.read(self._output, CHUNK_BYTES)
        except BlockingIOError:
            return False
        if data:
            self._on_output(data)
        else:
            self._loop.remove_reader(self._output)
        return bool(data)
