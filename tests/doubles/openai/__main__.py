"""Runs the OpenAI emulator: ``python -m tests.doubles.openai --port N``; prints the settings to use."""

import argparse
import asyncio
import socket
import sys

import uvicorn

from tests.doubles.openai.app import Emulator

parser = argparse.ArgumentParser(prog="python -m tests.doubles.openai")
parser.add_argument("--port", type=int, default=8401, help="0 takes a free one")
parser.add_argument("--settings", action="store_true", help="print the settings and end")
options = parser.parse_args()
with socket.create_server(("127.0.0.1", options.port)) as listener:
    port = listener.getsockname()[1]
    sys.stdout.write(f"OPENAI_BASE_URL=http://127.0.0.1:{port}/v1\nOPENAI_API_KEY=sk-emulator\n")
    sys.stdout.flush()
    if options.settings:
        sys.exit()
    config = uvicorn.Config(Emulator(), log_level="warning", lifespan="off")
    asyncio.run(uvicorn.Server(config).serve([listener]))
