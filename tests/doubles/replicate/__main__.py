"""Runs the Replicate emulator: ``python -m tests.doubles.replicate --port N``; prints the settings to use."""

import argparse
import asyncio
import socket
import sys

import uvicorn

from tests.doubles.replicate.app import Emulator
from tests.doubles.replicate.runs import SECRET

parser = argparse.ArgumentParser(prog="python -m tests.doubles.replicate")
parser.add_argument("--port", type=int, default=8402, help="0 takes a free one")
parser.add_argument("--seconds", type=float, default=6.0, help="how long a prediction takes")
parser.add_argument("--settings", action="store_true", help="print the settings and end")
options = parser.parse_args()
with socket.create_server(("127.0.0.1", options.port)) as listener:
    port = listener.getsockname()[1]
    emulator = Emulator(options.seconds)
    sys.stdout.write(
        f"REPLICATE_BASE_URL=http://127.0.0.1:{port}\nREPLICATE_API_TOKEN={emulator.token}\n"
        f"REPLICATE_WEBHOOK_SECRET={SECRET}\n"
    )
    sys.stdout.flush()
    if options.settings:
        sys.exit()
    config = uvicorn.Config(emulator, log_level="warning", lifespan="off")
    asyncio.run(uvicorn.Server(config).serve([listener]))
