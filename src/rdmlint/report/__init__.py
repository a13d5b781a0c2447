"""A report as text for one kind of reader, one function a format."""
