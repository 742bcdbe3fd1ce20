"""Maria's programme, as in the tests of programmes."""

from tests.programmes.conftest import assessment, programme  # noqa: F401
