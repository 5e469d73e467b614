"""Runs the Replicate emulator: ``python -m tests.doubles.replicate --port N``; prints the settings to use."""

import argparse
import sys

from tests.doubles.process import free_port, serve
from tests.doubles.replicate.app import Emulator
from tests.doubles.replicate.runs import SECRET

parser = argparse.ArgumentParser(prog="python -m tests.doubles.replicate")
parser.add_argument("--port", type=int, default=8402, help="0 takes a free one")
parser.add_argument("--seconds", type=float, default=6.0, help="how long a prediction takes")
parser.add_argument("--settings", action="store_true", help="print the settings and end")
options = parser.parse_args()
port = free_port(options.port)
emulator = Emulator(options.seconds)
sys.stdout.write(
    f"REPLICATE_BASE_URL=http://127.0.0.1:{port}\nREPLICATE_API_TOKEN={emulator.token}\n"
    f"REPLICATE_WEBHOOK_SECRET={SECRET}\n"
)
sys.stdout.flush()
if not options.settings:
    serve(emulator, port)
