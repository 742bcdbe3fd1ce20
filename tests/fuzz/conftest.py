"""What drawn requests need."""

from tests.attacks.conftest import quiet

__all__ = ["quiet"]
