"""A call that brings a file along: written as a form of several parts (RFC 7578); pure."""

from collections.abc import Mapping


def form(
    boundary: str, fields: Mapping[str, str], file: str, name: str, content_type: str, content: bytes
) -> tuple[bytes, str]:
    """The form and its content type: the fields, and last the field `file` with a name and a content.

    Nobody may know the boundary beforehand, so that no content holds it.
    """
    head = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
        for field, value in fields.items()
    )
    head += (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{file}"; filename="{name}"\r\n'
        f"Content-Type: {content_type}\r\n\r\n"
    )
    body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"
