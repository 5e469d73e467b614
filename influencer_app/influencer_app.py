"""Composition root of the web process: pages, the API and the middleware around both."""

import reflex as rx
from fastapi import FastAPI


def landing() -> rx.Component:
    return rx.el.main(rx.el.h1("One face. Every frame.", class_name="display-hero bg-ground text-muted"))


class Probe(rx.State):
    n: int = 0

    @rx.event
    async def up(self):
        self.n += 1


def probe() -> rx.Component:
    return rx.el.main(rx.el.button(Probe.n, on_click=Probe.up, id="n"), rx.icon("wand-sparkles", size=20))


api = FastAPI()


@api.get("/api/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


app = rx.App(toaster=None, api_transformer=api)
app.add_page(landing, route="/", title="Evermuse")
app.add_page(probe, route="/dashboard/probe", title="Probe")
