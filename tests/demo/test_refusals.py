import pytest
from django.core.management import CommandError, call_command


def test_the_demo_is_never_built_among_other_peoples_rows(nurse, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with pytest.raises(CommandError, match="not empty"):
        call_command("demo_year")
    assert not list(tmp_path.iterdir())
