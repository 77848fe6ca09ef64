"""A first build of the demo that was killed half-way is made anew; one that was finished keeps its data."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader

import pytest

from demo.management.commands.demo_year import READY
from tests.architecture.source import ROOT


@pytest.fixture
def script(tmp_path, monkeypatch):
    """script/_demo as a module, its data in a folder of this test that holds a database."""
    loader = SourceFileLoader("demo_script", str(ROOT / "script" / "_demo"))
    module = module_from_spec(spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    monkeypatch.setattr(module, "DATA", tmp_path / "demo")
    module.DATA.mkdir()
    (module.DATA / "demo.sqlite3").touch()
    return module


def kept(script) -> bool:
    return (script.DATA / "demo.sqlite3").exists()


def test_an_unfinished_demo_is_made_anew(script, capsys):
    script.clear(fresh=False)
    assert script.DATA.is_dir()
    assert not kept(script)
    assert "made anew" in capsys.readouterr().out


def test_a_finished_demo_keeps_its_data(script):
    (script.DATA / READY).touch()
    script.clear(fresh=False)
    assert kept(script)


def test_fresh_throws_a_finished_demo_away(script):
    (script.DATA / READY).touch()
    script.clear(fresh=True)
    assert not kept(script)


def test_the_build_and_the_script_agree_on_the_mark(script):
    assert script.READY == READY
