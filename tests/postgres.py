"""A PostgreSQL server for one test run, from the machine's own binaries.

    python -m tests.postgres -- COMMAND…

starts a server on a Unix socket in a temporary folder, runs COMMAND with MUSTER_TEST_DATABASE set to it, and removes everything
afterwards. Gives back COMMAND's exit code; NO_SERVER when there is no server to start, which is a failure where CI=true.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

NO_SERVER = 75
# Speed over safety: the data is thrown away in any case.
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "128MB",
}


def main(command: list[str]) -> int:
    binaries = find_binaries() or install()
    if binaries is None:
        print(
            "\n*** NOT TESTED ON POSTGRESQL: no server was found on this machine. ***\n"
            "Install it (on Debian or Ubuntu: sudo apt-get install postgresql), "
            "or name the folder of its programs in MUSTER_PG_BIN.\n",
            flush=True,
        )
        return 1 if os.environ.get("CI") == "true" else NO_SERVER
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running_server(binaries) as url:
        return subprocess.call(command, env=os.environ | {"MUSTER_TEST_DATABASE": url})


def find_binaries() -> Path | None:
    """The folder with initdb and postgres: the one named in MUSTER_PG_BIN, else the newest of Debian's, else one on the PATH."""
    named = os.environ.get("MUSTER_PG_BIN")
    if named:
        return Path(named) if (Path(named) / "initdb").exists() else None
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def install() -> Path | None:
    """Installs Debian's server where that is possible without asking anybody."""
    if os.geteuid() != 0 or not shutil.which("apt-get") or os.environ.get("MUSTER_PG_BIN"):
        return None
    print("Installing postgresql …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    variables = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.call(["apt-get", "-q", "update"], env=variables, **quiet)
    subprocess.call(
        ["apt-get", "-q", "install", "-y", "--no-install-recommends", "postgresql"], env=variables, **quiet
    )
    return find_binaries()


@contextlib.contextmanager
def running_server(binaries: Path) -> Iterator[str]:
    """Starts a server and gives its address as a database URL; stops it and removes its data at the end."""
    folder = Path(tempfile.mkdtemp(prefix="muster-pg-"))
    as_user = unprivileged()
    try:
        if as_user:
            shutil.chown(folder, as_user["user"], as_user["group"])
        server = start(binaries, folder, as_user)
        try:
            wait_until_ready(server, folder)
            yield f"postgres://postgres@{quote(str(folder), safe='')}/postgres"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged() -> dict:
    """PostgreSQL refuses to run as root, so root starts it as somebody else."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def start(binaries: Path, folder: Path, as_user: dict) -> subprocess.Popen:
    data = folder / "data"
    initdb = [
        str(binaries / "initdb"), "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8",
        "--locale=C.UTF-8", "-D", str(data),
    ]  # fmt: skip
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_user)
    options = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
    with open(folder / "log", "w") as log:
        return subprocess.Popen(
            [str(binaries / "postgres"), "-D", str(data), "-k", str(folder), *options],
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            # Ctrl-C is for the tests; the server is stopped when they have ended.
            start_new_session=True,
            **as_user,
        )


def wait_until_ready(server: subprocess.Popen, folder: Path) -> None:
    import psycopg  # only where PostgreSQL is tested at all

    deadline = time.monotonic() + 20
    while True:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                sys.exit("PostgreSQL did not start:\n" + (folder / "log").read_text())
            time.sleep(0.05)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(main(arguments[1:] if arguments[:1] == ["--"] else arguments))
