"""The demo is for one machine, and the site for work has no gap that Django's own check would find."""

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from clinic.loopback import is_loopback, why_not

PROJECT = Path(__file__).resolve().parents[2]
HERE = {"host": "127.0.0.1", "allowed_hosts": ["127.0.0.1", "localhost"]}


def run(command, **environment):
    """The site's settings in a process of its own, with nothing else in its environment."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command], cwd=PROJECT, env=clean | environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("demo", "debug", "about", "why"),
    [
        (True, True, {}, ""),
        (False, False, {}, ""),
        (False, False, {"host": "0.0.0.0", "allowed_hosts": ["hipwise.example.org"]}, ""),  # noqa: S104
        (True, True, {"host": "::1", "allowed_hosts": ["[::1]", "hipwise.localhost"]}, ""),
        (True, False, {}, "leave DEBUG unset"),
        (False, True, {}, "leave DEBUG unset"),
        (True, True, {"host": "0.0.0.0"}, "not reached as 0.0.0.0"),  # noqa: S104
        (True, True, {"host": "192.168.1.5"}, "not reached as 192.168.1.5"),
        (True, True, {"allowed_hosts": ["localhost", "hipwise.example.org"]}, "not reached as hipwise.example.org"),
        (True, True, {"allowed_hosts": ["*"]}, "not reached as *"),
    ],
)
def test_where_the_demo_starts(demo, debug, about, why):
    said = why_not(demo=demo, debug=debug, **HERE | about)
    assert why in said
    assert bool(said) == bool(why)


@pytest.mark.parametrize("name", ["localhost.example.org", "127.0.0.1.example.org", "10.0.0.1", "", ".example.org"])
def test_what_is_not_this_machine(name):
    assert not is_loopback(name)


@pytest.mark.parametrize("more", [{"DEBUG": "off"}, {"HOST": "0.0.0.0"}, {"ALLOWED_HOSTS": "hipwise.example.org"}])  # noqa: S104
def test_the_settings_refuse_it(more):
    result = run(["-c", "import clinic.settings"], SECRET_KEY="x", HIPWISE_DEMO="on", **more)
    assert result.returncode
    assert "ImproperlyConfigured: The demo" in result.stderr


def test_without_a_secret_key_nothing_starts():
    result = run(["-c", "import clinic.settings"])
    assert "Set the SECRET_KEY environment variable" in result.stderr


def test_django_s_check_for_deployment_finds_nothing_in_the_compose_set_up():
    web = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"]["web"]
    filled = {"SECRET_KEY": secrets.token_urlsafe(50), "POSTGRES_PASSWORD": "any"}
    example = dict(re.findall(r"^(\w+)=(.*)$", (PROJECT / ".env.example").read_text(), flags=re.MULTILINE)) | filled
    environment = {
        name: re.sub(r"\$\{(\w+)(?::[-?][^}]*)?\}", lambda found: example[found[1]], value)
        for name, value in web["environment"].items()
    }
    assert not [value for value in environment.values() if "$" in value]
    found = run(["manage.py", "check", "--deploy", "--fail-level", "WARNING"], HOST="0.0.0.0", **environment)  # noqa: S104
    assert (found.returncode, found.stdout) == (0, "System check identified no issues (0 silenced).\n"), found.stderr


def test_the_same_check_finds_a_gap():
    found = run(["manage.py", "check", "--deploy", "--fail-level", "WARNING"], SECRET_KEY="short")
    assert found.returncode
    assert "security.W009" in found.stderr
