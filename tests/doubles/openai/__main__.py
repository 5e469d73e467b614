"""Runs the OpenAI emulator: ``python -m tests.doubles.openai --port N``; prints the settings to use."""

import argparse
import sys

from tests.doubles.openai.app import Emulator
from tests.doubles.process import free_port, serve

parser = argparse.ArgumentParser(prog="python -m tests.doubles.openai")
parser.add_argument("--port", type=int, default=8401, help="0 takes a free one")
parser.add_argument("--settings", action="store_true", help="print the settings and end")
options = parser.parse_args()
port = free_port(options.port)
sys.stdout.write(f"OPENAI_BASE_URL=http://127.0.0.1:{port}/v1\nOPENAI_API_KEY=sk-emulator\n")
sys.stdout.flush()
if not options.settings:
    serve(Emulator(), port)
