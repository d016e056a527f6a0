"""Forms that visitors send: their fields, and whether one of our own pages sent them."""

from urllib.parse import parse_qs, urlsplit

from starlette.requests import ClientDisconnect, Request

from pressearchiv.web.shared.context import AppContext

_LARGEST_FORM = 4_000


def from_here(context: AppContext, request: Request) -> bool:
    """Whether a form was sent from one of our own pages, as browsers tell.

    They do so by Fetch Metadata (Sec-Fetch-Site), and by Origin (RFC 6454); a program that tells neither is no browser
    that another site could make send it.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    ours = (request.headers.get("host", ""), urlsplit(context.links.public_url).netloc)
    return origin is None or urlsplit(origin).netloc in ours


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form, the first value of each; empty for one that is too large, or was not sent to its end."""
    body = b""
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > _LARGEST_FORM:
                return {}
    except ClientDisconnect:  # who hangs up sends nothing, and there is nobody to be told
        return {}
    try:
        fields = parse_qs(body.decode("utf-8"), max_num_fields=20)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}
