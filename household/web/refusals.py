"""What is said to a call that can’t be a request: a status and a sentence, with nothing in it of what was sent."""

from gunicorn.http import errors

LONG_LINE = ("414 URI Too Long", "That address is too long for this house.")
LONG_HEAD = (
    "431 Request Header Fields Too Large",
    "Your browser sent more along than the house can take. It may help to clear the cookies of this site.",
)
NO_LENGTH = ("411 Length Required", "The house must be told beforehand how long that is.")
NOT_UNDERSTOOD = ("400 Bad Request", "The house did not understand that.")
REFUSED: dict[type[Exception], tuple[str, str]] = {  # the first that fits counts
    errors.LimitRequestLine: LONG_LINE,
    errors.LimitRequestHeaders: LONG_HEAD,
    errors.ExpectationFailed: ("417 Expectation Failed", NOT_UNDERSTOOD[1]),
    errors.ParseException: NOT_UNDERSTOOD,
}
LATE = ("408 Request Timeout", "That took too long to arrive. Please try again.")
BROKE = ("500 Internal Server Error", "Something in the house broke. It is not your fault.")
OURS = (errors.InvalidResponseHeader, errors.InvalidResponseHeaderName, errors.ConfigurationProblem)


def theirs(error: Exception) -> bool:
    """Whether the caller did this, and not the house."""
    return isinstance(error, errors.ParseException) and not isinstance(error, OURS)


def refusal(error: Exception) -> tuple[str, str]:
    if not theirs(error):
        return BROKE
    return next(said for kind, said in REFUSED.items() if isinstance(error, kind))


def in_words(status: str, sentence: str) -> bytes:
    """The whole answer, after which the house hangs up."""
    body = sentence.encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Cache-Control: no-store\r\nConnection: close\r\n\r\n".encode() + body
