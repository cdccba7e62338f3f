"""nginx with the very configuration of deploy/, before servers of this machine."""

import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "deploy" / "nginx" / "default.conf.template"
MISSING = "no nginx found: install one (Debian and Ubuntu: apt-get install nginx-light) to run the tests of several replicas"
START_SECONDS = 300
# What nginx's image has around the file: here with every folder in the test's own, and in the foreground.
AROUND = """\
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr crit;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/default.conf;
}}
"""


def nginx() -> str | None:
    """Path of the machine's nginx, or None. Where it is no command of a user's, it lies in /usr/sbin."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def filled(values: dict[str, str]) -> str:
    """The configuration with its words filled in, as the image of nginx does it: those that are given, no others."""
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, value in values.items():
        assert f"${{{name}}}" in text, name
        text = text.replace(f"${{{name}}}", value)
    return text


def configure(folder: Path, port: int, replicas: list[str]) -> Path:
    """Write the configuration into a folder and return the file to start nginx with. `replicas` are three addresses with ports."""
    values = {"AI_MOVES_LISTEN": f"127.0.0.1:{port}", "AI_MOVES_CACHE": str(folder / "cache")}
    values |= {f"AI_MOVES_REPLICA_{number}": address for number, address in enumerate(replicas, 1)}
    (folder / "default.conf").write_text(filled(values), encoding="utf-8")
    path = folder / "nginx.conf"
    # Started by root it would give up its rights, and with them the test's folder.
    path.write_text(AROUND.format(folder=folder, user="user root;" if os.geteuid() == 0 else ""), encoding="utf-8")
    return path


def start(path: Path, port: int, log: Path) -> subprocess.Popen[bytes]:
    """Start nginx and wait until it answers. What it logs, as the image's does, goes to `log`."""
    program = nginx()
    assert program
    with log.open("ab") as output:
        process = subprocess.Popen([program, "-p", str(path.parent), "-c", str(path)], stdout=output, stderr=output)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5):
                return process
        except urllib.error.HTTPError:
            return process
        except OSError:
            time.sleep(0.05)
    process.kill()
    process.wait()
    raise RuntimeError(f"nginx did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
