"""Modules, pages, routes and checks of ``influencer doctor`` are discovered, not listed."""

import inspect
from pathlib import Path

import pytest

from influencer_app.api.app import find_routers
from influencer_app.discovery import all_subclasses, import_all
from influencer_app.web import pages, theme
from influencer_app.web.layout.head import SCRIPTS
from tests.support import ROOT

PAGE = """
from influencer_app.web.layout.page import Page
PAGE = Page("{route}", lambda: None, "Title")
"""


def write(folder: Path, **modules: str) -> None:
    folder.mkdir(parents=True)
    for name, text in {"__init__": "", **modules}.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")


def test_all_modules_below_a_package_are_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    write(tmp_path / "found_here", one="VALUE = 1")
    write(tmp_path / "found_here" / "below", two="VALUE = 2")
    names = [module.__name__ for module in import_all("found_here")]
    assert names == ["found_here", "found_here.below", "found_here.below.two", "found_here.one"]


@pytest.mark.parametrize("module", ["one", "__init__"])
def test_a_module_that_cannot_be_imported_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    name = f"broken_{module.strip('_')}"
    write(tmp_path / name)
    write(tmp_path / name / "below", **{module: "raise ImportError('broken on purpose')"})
    with pytest.raises(ImportError, match="broken on purpose"):
        import_all(name)


def test_subclasses_are_found_at_any_depth_and_once() -> None:
    class Top: ...

    class Left(Top): ...

    class Right(Top): ...

    class Both(Left, Right): ...

    assert sorted(kind.__name__ for kind in all_subclasses(Top)) == ["Both", "Left", "Right"]


def test_every_folder_of_pages_has_one() -> None:
    folders = {path.parent.name for path in Path(next(iter(pages.__path__))).glob("*/page.py")}
    found = {page.component.__module__.split(".")[-2] for page in pages.find_pages(development=True)}
    assert found == folders
    assert len(pages.find_pages()) < len(pages.find_pages(development=True))


def test_pages_for_development_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "__path__", [str(tmp_path)])
    write(tmp_path / "shown_to_all", page=PAGE.format(route="/shown"))
    write(
        tmp_path / "for_development",
        page=PAGE.format(route="/hidden"),
        __init__="DEVELOPMENT_ONLY = True",
    )
    assert [page.route for page in pages.find_pages()] == ["/shown"]
    assert [page.route for page in pages.find_pages(development=True)] == ["/hidden", "/shown"]


def test_two_pages_at_one_route_are_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "__path__", [str(tmp_path)])
    write(tmp_path / "first_page", page=PAGE.format(route="/same"))
    write(tmp_path / "second_page", page=PAGE.format(route="/same"))
    with pytest.raises(ValueError, match="second_page defines a second page for /same"):
        pages.find_pages()


def test_every_module_of_routes_has_a_router() -> None:
    _, *modules = import_all("influencer_app.api.routes")
    assert len(find_routers()) == len(modules) > 5
    assert all(router.routes for router in find_routers())


def test_every_stylesheet_and_script_is_sent() -> None:
    """Their order is chosen by hand, for it decides which rule wins; none may be missing."""
    assert sorted(theme.SHEETS) == sorted(path.stem for path in theme.STYLES.glob("*.css"))
    assert sorted(SCRIPTS) == sorted(f"js/{path.name}" for path in (ROOT / "assets/js").glob("*.js"))


def test_doctor_runs_every_check() -> None:
    """The order in which they are told is chosen by hand; none may be missing."""
    modules = import_all("influencer_app.commands")
    checks = {
        function
        for module in modules
        for name, function in vars(module).items()
        if name.startswith("check_")
        and inspect.isfunction(function)
        and function.__module__ == module.__name__
        and "Finding" in str(inspect.signature(function).return_annotation)
    }
    (listed,) = [
        {*module.CHECKS, *module.LIVE_CHECKS} for module in modules if hasattr(module, "LIVE_CHECKS")
    ]
    assert checks == listed
