"""Runs the Stripe emulator: ``python -m tests.doubles.stripe --port N``; prints the settings to use."""

import argparse
import sys

from tests.doubles.process import free_port, serve
from tests.doubles.stripe.app import Emulator

parser = argparse.ArgumentParser(prog="python -m tests.doubles.stripe")
parser.add_argument("--port", type=int, default=8404, help="0 takes a free one")
parser.add_argument("--webhooks", default="", help="where events are delivered")
parser.add_argument("--settings", action="store_true", help="print the settings and end")
options = parser.parse_args()
port = free_port(options.port)
emulator = Emulator(f"http://127.0.0.1:{port}")
emulator.events.url = options.webhooks
sys.stdout.write(
    f"STRIPE_BASE_URL=http://127.0.0.1:{port}\nSTRIPE_SECRET_KEY={emulator.key}\n"
    f"STRIPE_WEBHOOK_SECRET={emulator.secret}\n"
)
sys.stdout.flush()
if not options.settings:
    serve(emulator, port)
