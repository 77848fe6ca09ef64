"""A demo can never open a real installation."""

import os
import re
import subprocess
import sys

import pytest

from config.settings_demo import PRODUCTION
from tests.architecture.source import ROOT

REQUIRED = {"MUSTER_SECRET_KEY", "MUSTER_HOSTS", "MUSTER_URL"}


def start(**variables):
    clean = {name: value for name, value in os.environ.items() if name not in PRODUCTION}
    return subprocess.run(
        [sys.executable, "-c", "import config.settings_demo"],
        cwd=ROOT, env=clean | variables, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_the_demo_starts_without_a_production_setting():
    assert start().returncode == 0


@pytest.mark.parametrize("name", PRODUCTION)
def test_the_demo_refuses_a_production_setting(name):
    refused = start(**{name: "anything"})
    assert refused.returncode != 0
    assert f"The demo will not start, because {name} is set" in refused.stderr


def test_what_a_real_installation_must_set_is_refused():
    assert set(PRODUCTION) >= REQUIRED | {"MUSTER_DATABASE_URL"}


def test_every_variable_of_production_is_refused_by_the_demo():
    text = (ROOT / "config" / "settings.py").read_text()
    assert set(re.findall(r'env\.\w+\("(MUSTER_\w+)"', text)) == set(PRODUCTION)


def test_a_flood_of_tries_does_not_push_the_count_of_one_person_out_of_the_cache():
    text = (ROOT / "config" / "settings.py").read_text()
    assert int(re.search(r'"MAX_ENTRIES": ([\d_]+)', text)[1]) >= 100_000
