"""How a file that somebody sends is taken in: in memory, bounded, and never on the disk."""

import io

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler


class NotTaken(UploadedFile):
    """A file that was too large to be taken in: its name and its size, and nothing of what it held."""

    def __init__(self, name, size):
        super().__init__(file=io.BytesIO(), name=name, size=size)


class InMemoryOnly(MemoryFileUploadHandler):
    """Takes files in when everything sent has at most FILE_UPLOAD_MAX_MEMORY_SIZE bytes.

    What is larger runs through without being kept, and comes to the form as NotTaken, so that it can say so.
    """

    def file_complete(self, file_size):
        """The file, or that it was not taken."""
        return super().file_complete(file_size) if self.activated else NotTaken(self.file_name, file_size)
