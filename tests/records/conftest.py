"""Maria's record with something of every kind in it, and the file that Lena makes of it."""

import datetime
import io
import json
import zipfile

import pytest
from django.urls import reverse

from clinic.drafts.models import FormDraft
from rehab.handouts.actions import issue_handout
from rehab.patients.actions import correct_circumstances, edit_patient, measure_body
from rehab.programmes import actions
from rehab.progress.actions import begin_review, sign_review
from rehab.thresholds.actions import make_version
from tests.handouts.conftest import no_paper
from tests.programmes.conftest import assessment, log, paused, programme
from tests.programmes.logs import clean
from tests.progress.reports import letter

__all__ = ["assessment", "log", "no_paper", "paused", "programme"]


@pytest.fixture
def full(ana, lena, maria, programme, log, no_paper):
    """Maria, with a measurement, corrected circumstances, edits, a corrected session, a handout and a draft."""
    make_version(by=lena, settings={"clean_sessions_to_progress": 4}, reason="Slower for everybody", version=0)
    actions.move_settings(by=lena, programme=programme, version=1, to=1, reason="As the clinic does now")
    measure_body(by=ana, patient=maria, measured_on=ana.today(), height_cm=None, mass_kg=70)
    edit_patient(by=ana, patient=maria, version=1, record_number="H-1001", telephone="01234 555020")
    correct_circumstances(
        by=ana,
        circumstances=maria.circumstances.get(),
        reason="She has a chair too",
        holds_from=datetime.date(2026, 1, 5),
        precautions=[],
        equipment=["band"],
        note="<b>Lives alone</b>",
    )
    log(clean(datetime.date(2026, 2, 4)))
    actions.correct_session(
        by=ana, session=programme.sessions.get(), reason="It hurt", **clean(datetime.date(2026, 2, 4), symptoms=3)
    )
    programme.refresh_from_db()
    issue_handout(by=ana, programme=programme)
    review = begin_review(by=ana, programme=programme)
    said = {"findings": "Stronger", "decision": "discharge"}
    sign_review(by=ana, review=review, version=1, scores={"lefs.total": 61}, **said)
    letter(by=ana, programme=programme)
    FormDraft.objects.create(
        by=ana,
        form="programmes:log",
        object_id=programme.pk,
        key=programme.pk,
        values={"note": ["half typed"]},
        version=1,
    )
    maria.refresh_from_db()
    return maria


@pytest.fixture
def archive(as_lena, full):
    """The file, opened."""
    response = as_lena.post(
        reverse("records:everything", args=[full.pk]),
        {"reason": "She asked for it", "key": "7b0e5a0e-58f5-4a52-8a3a-0f6d3f5c1f22"},
    )
    assert response.status_code == 200, response.content.decode()
    return zipfile.ZipFile(io.BytesIO(response.content))


@pytest.fixture
def records(archive):
    return json.loads(archive.read("record.json"))["records"]
