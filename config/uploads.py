from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class NoMoreThanIsTaken(FileUploadHandler):
    """Lets through of a file what shows that it is too large. The rest is read and thrown away."""

    def receive_data_chunk(self, raw_data, start):
        return raw_data if start <= settings.PHOTO_LARGEST_BYTES else None

    def file_complete(self, file_size):
        return None
