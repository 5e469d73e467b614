"""The pages are rebuilt when their sources change, with the right tools."""

import subprocess
from pathlib import Path

import grimp
import pytest

from influencer_app.commands import build, fingerprint
from influencer_app.commands.project import project_root
from influencer_app.domain.characters import references
from influencer_app.settings import Settings


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with a page, a rule of the domain and an asset, built."""
    root = tmp_path / "project"
    for name in ("influencer_app/web/page.py", "influencer_app/domain/credits/schemas.py", "assets/a.svg"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("1")
    for module in (build, fingerprint):
        monkeypatch.setattr(module, "project_root", lambda: root)
    (root / ".web/build/client").mkdir(parents=True)
    (root / ".web/build/client/index.html").write_text("page")
    return root


@pytest.mark.parametrize(
    ("changed", "is_fresh"),
    [
        ("influencer_app/web/page.py", False),
        ("influencer_app/domain/credits/schemas.py", False),
        ("assets/b.svg", False),
        ("rxconfig.py", False),
        ("reflex.lock/package-lock.json", False),
        ("influencer_app/domain/characters/references.py", False),
        ("influencer_app/domain/credits/service.py", False),
        ("influencer_app/sketch/traits.py", False),
        ("influencer_app/commands/up/command.py", True),
        ("influencer_app/embedded/postgres.py", True),
        ("influencer_app/cli.py", True),
        ("influencer_app/web/__pycache__/page.cpython-311.pyc", True),
        ("workers/app.py", True),
    ],
)
def test_pages_are_built_again_when_what_they_are_made_of_has_changed(project, tmp_path, changed, is_fresh):
    settings = Settings(_env_file=None, data_dir=tmp_path)
    assert not fingerprint.is_fresh(settings)
    fingerprint.mark_fresh(fingerprint.fingerprint(settings))
    assert fingerprint.is_fresh(settings)
    (project / changed).parent.mkdir(parents=True, exist_ok=True)
    (project / changed).write_text("2")
    assert fingerprint.is_fresh(settings) == is_fresh


def test_a_lock_that_the_build_rewrites_is_no_change(project, tmp_path):
    settings = Settings(_env_file=None, data_dir=tmp_path)
    made_of = fingerprint.fingerprint(settings)
    (project / "reflex.lock").mkdir()
    (project / "reflex.lock" / "package.json").write_text("{}")
    fingerprint.mark_fresh(made_of)
    assert fingerprint.is_fresh(settings)


def test_pages_carry_the_name_of_the_product(project, tmp_path):
    settings = Settings(_env_file=None, data_dir=tmp_path)
    fingerprint.mark_fresh(fingerprint.fingerprint(settings))
    assert not fingerprint.is_fresh(Settings(_env_file=None, data_dir=tmp_path, product_name="Another"))


def test_a_build_finds_node_and_npm_without_wrappers(project, tmp_path):
    program = build.build_program(Settings(_env_file=None, data_dir=tmp_path / "data"))
    assert program.env["REFLEX_USE_NPM"] == "1"
    for command, expected in (("node", "v2"), ("npm", "1"), ("npx", "1")):
        printed = subprocess.run(
            ["/bin/sh", "-c", f"{command} --version"],
            env=program.env,
            capture_output=True,
            text=True,
            check=True,
        )
        assert printed.stdout.startswith(expected)


def test_a_changed_consent_text_makes_the_pages_stale(project, tmp_path):
    """The page that asks for consent has to show the text that is recorded with it."""
    settings = Settings(_env_file=None, data_dir=tmp_path)
    original = Path(references.__file__)
    copy = project / original.relative_to(project_root())
    copy.parent.mkdir(parents=True)
    source = original.read_text(encoding="utf-8")
    copy.write_text(source, encoding="utf-8")
    fingerprint.mark_fresh(fingerprint.fingerprint(settings))
    assert fingerprint.is_fresh(settings)
    first_words = references.STATEMENT[:16]
    assert first_words in source
    copy.write_text(source.replace(first_words, f"Today {first_words}"), encoding="utf-8")
    assert not fingerprint.is_fresh(settings)


def test_every_module_that_the_site_imports_is_part_of_the_fingerprint():
    graph = grimp.build_graph("influencer_app", cache_dir=None)
    roots = {"influencer_app.influencer_app", *graph.find_descendants("influencer_app.web")}
    modules = set(roots)
    for root in roots:
        modules |= graph.find_upstream_modules(root)
    assert len(modules) > 300
    hashed = set(fingerprint.source_files(project_root()))
    missing = {module for module in modules if not hashed & set(source_candidates(module))}
    assert missing == set()


def source_candidates(module):
    path = project_root().joinpath(*module.split("."))
    return (f"{path}.py", str(path / "__init__.py"))
