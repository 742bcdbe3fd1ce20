"""docker-compose.yml runs the same application on PostgreSQL, with every secret from outside."""

import os
import re
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((PROJECT / "docker-compose.yml").read_text())


def test_the_site_waits_for_a_healthy_postgresql(compose):
    db, web = compose["services"]["db"], compose["services"]["web"]
    assert db["image"].startswith("postgres:")
    assert "pg_isready" in db["healthcheck"]["test"]
    assert web["depends_on"]["db"] == {"condition": "service_healthy"}
    assert re.fullmatch(
        r"postgres://hipwise:\$\{POSTGRES_PASSWORD:\?.*\}@db:5432/hipwise", web["environment"]["DATABASE_URL"]
    )


def test_site_and_database_agree_on_the_name_of_both(compose):
    db = compose["services"]["db"]["environment"]
    assert (db["POSTGRES_USER"], db["POSTGRES_DB"]) == ("hipwise", "hipwise")


def test_records_outlive_the_container(compose):
    volume, _, folder = compose["services"]["db"]["volumes"][0].partition(":")
    assert volume in compose["volumes"]
    assert folder == "/var/lib/postgresql/data"


def test_a_secret_comes_from_the_environment_or_nothing_starts(compose):
    for service in compose["services"].values():
        for name, value in service["environment"].items():
            if re.search("SECRET|PASSWORD", name):
                assert re.fullmatch(r"\$\{\w+:\?.*\}", value), name


def test_every_variable_is_explained_in_the_example_and_no_secret_is_filled_in():
    example = dict(re.findall(r"^(\w+)=(.*)$", (PROJECT / ".env.example").read_text(), flags=re.MULTILINE))
    used = set(re.findall(r"\$\{(\w+)", (PROJECT / "docker-compose.yml").read_text()))
    assert used == set(example)
    assert example["SECRET_KEY"] == example["POSTGRES_PASSWORD"] == ""


def test_it_is_never_the_demo(compose):
    assert compose["services"]["web"]["environment"]["HIPWISE_DEMO"] == "off"


def test_it_runs_the_script_that_everybody_runs(compose):
    (script,) = compose["services"]["web"]["command"]
    assert script == "bin/run"
    assert os.access(PROJECT / script, os.X_OK)


def test_the_image_is_built_from_files_that_exist():
    dockerfile = (PROJECT / "Dockerfile").read_text()
    for source in re.findall(r"^COPY (\S+) ", dockerfile, flags=re.MULTILINE):
        assert (PROJECT / source).exists(), source
    functions = set(re.findall(r"^(\w+)\(\)", (PROJECT / "bin" / "setup.sh").read_text(), flags=re.MULTILINE))
    assert {"pango_ready", "requirements_ready"} <= functions & set(re.findall(r"\w+", dockerfile))
    assert 'CMD ["bin/run"]' in dockerfile
