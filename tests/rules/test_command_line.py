"""python -m rehab.rules: what goes in, what comes out, and how it ends."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from rehab.rules import plan
from tests.rules.given import NO_RED_FLAG, SHORT_AND_WEAK, assessment, programme

ROOT = Path(__file__).resolve().parents[2]
USABLE = json.dumps(assessment(right=SHORT_AND_WEAK)).encode()


def run(*arguments, given=b""):
    return subprocess.run(
        [sys.executable, "-m", "rehab.rules", *arguments], input=given, capture_output=True, cwd=ROOT, check=False
    )


def test_one_object_in_one_answer_out():
    done = run("plan", given=USABLE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == plan(json.loads(USABLE))


@pytest.mark.parametrize("command", ["replay", "change"])
def test_every_command(command):
    given = programme() if command == "replay" else {"before": {"pain_nrs": 6}, "after": {"pain_nrs": 4}}
    done = run(command, given=json.dumps(given).encode())
    assert done.returncode == 0
    assert ("week" if command == "replay" else "pain_nrs") in json.loads(done.stdout)


def test_unusable_input_ends_with_2():
    done = run("replay", given=b"{}")
    assert (done.returncode, done.stderr) == (2, b"")
    assert {error["path"] for error in json.loads(done.stdout)["errors"]} == {
        "started_on",
        "today",
        "sides",
        "circumstances",
    }


def test_errors_of_plan_come_with_the_red_flags():
    given = {"screening": NO_RED_FLAG | {"malignancy": True}}
    done = run("plan", given=json.dumps(given).encode())
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["red_flags"]) == (2, ["malignancy"])
    assert [error["path"] for error in answer["errors"]] == ["sides"]


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"   ",
        b"{",
        b"not json",
        b"{'sides': {}}",
        b'{"sides": {}} {}',
        b'{"sides": NaN}',
        b'{"sides": Infinity}',
        b'{"sides": -Infinity}',
        b'{"sides": {}, "sides": {}}',
        b'{"screening": {"malignancy": true, "malignancy": false}}',
        b'{"sides": "\xff"}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
    ids=lambda written: written[:20].decode(errors="replace"),
)
def test_what_is_not_json(written):
    done = run("plan", given=written)
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (2, b"")
    assert [(error["path"], error["code"]) for error in answer["errors"]] == [("", "json")]
    assert answer["red_flags"] == []


@pytest.mark.parametrize("written", [b"[]", b"null", b"3", b'"plan"', b"1e999"])
def test_json_that_is_no_object(written):
    done = run("plan", given=written)
    assert done.returncode == 2
    assert [(e["path"], e["code"]) for e in json.loads(done.stdout)["errors"]] in ([("", "type")], [("", "missing")])


def test_lines_are_answered_in_order_and_the_run_goes_on():
    line = USABLE + b"\n"
    done = run("plan", "--lines", given=b"\n" + line + b"  \r\n{}\n[\n" + USABLE)
    answers = [json.loads(answer) for answer in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, b"")
    assert [answer.get("status") for answer in answers] == ["ok", None, None, "ok"]
    assert [error["code"] for error in answers[2]["errors"]] == ["json"]


def test_a_line_separator_within_a_string_does_not_end_a_line():
    given = assessment(right=SHORT_AND_WEAK) | {"note": "a\u2028b\u0085c"}
    done = run("plan", "--lines", given=json.dumps(given, ensure_ascii=False).encode())
    assert len(done.stdout.splitlines()) == 1


def test_a_lone_surrogate_is_answered():
    given = programme(overrides=[{"on": "2026-03-02", "side": "right", "type": "pause", "reason": "\ud800"}])
    done = run("replay", given=json.dumps(given).encode())
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_unknown_command_ends_with_2():
    assert run("prescribe").returncode == 2
    assert run().returncode == 2


def test_a_reader_that_has_seen_enough_ends_it_quietly():
    process = subprocess.Popen(
        [sys.executable, "-m", "rehab.rules", "plan", "--lines"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    process.stdout.close()
    with process, suppress(BrokenPipeError):
        process.stdin.write((USABLE + b"\n") * 200)
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_it_needs_nothing_but_python(tmp_path):
    """The rules run in an interpreter that has no installed package, from any folder."""
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import rehab.rules; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-S", "-I", "-c", script], capture_output=True, cwd=tmp_path, check=False)
    assert (done.stdout.strip(), done.stderr) == (b"False", b"")
