#!/usr/bin/env python3
"""Muster's command line. Without DJANGO_SETTINGS_MODULE it works on the demo (see config/settings_demo.py)."""

import os
import sys
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_demo")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        python = Path(__file__).resolve().parent / ".venv" / "bin" / "python"
        if not python.exists() or Path(sys.prefix) == python.parent.parent:
            sys.exit("Django is not installed here. Run script/demo once: it makes the environment.")
        os.execv(python, [str(python), *sys.argv])
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
