"""Takes in uploads without letting one that is too large fill memory or disk."""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class GrenzeHandler(FileUploadHandler):
    """Stands first: drops what is too large as it comes, and hands on an empty file that knows its size."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._zu_gross = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self._zu_gross = self._zu_gross or start + len(raw_data) > settings.KIM_UPLOAD_GRENZE
        return None if self._zu_gross else raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if not self._zu_gross:
            return None
        return UploadedFile(
            file=io.BytesIO(), name=self.file_name, content_type=self.content_type, size=file_size
        )
