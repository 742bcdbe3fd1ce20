"""Maria's programme, as in the tests of programmes."""

from tests.programmes.conftest import assessment, log, paused, programme  # noqa: F401
