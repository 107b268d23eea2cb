"""Word by mail: a short letter, by way of the mail server that whoever runs the house has set."""

import os
import re
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from ipaddress import ip_address

from household.config import EMAIL, MailServer, mail_server
from household.outside.sending import guard, posting, saying
from household.outside.sending.message import Failed, Message

NAMELESS = "[127.0.0.1]"  # how we greet the server, in place of this machine's own name
PLAIN = SMTP.clone(cte_type="7bit")


def send(message: Message) -> None:
    try:
        server = mail_server(os.environ.get("HOUSEHOLD_MAIL", ""))
    except ValueError:
        server = None
    if not server:
        raise Failed("missing")
    sender = os.environ.get("HOUSEHOLD_MAIL_FROM") or server.sender
    recipient = message.address["to"]
    if not EMAIL.fullmatch(recipient):
        raise Failed("bad")
    written = letter(message, sender, recipient)
    guard.permit(server.host, server.port)
    try:
        line = opened(server)
    except smtplib.SMTPResponseException as answer:
        raise Failed(weighed(answer.smtp_code)) from None
    except OSError as trouble:
        disagreed = isinstance(trouble, smtplib.SMTPException) and not isinstance(
            trouble, smtplib.SMTPServerDisconnected
        )
        raise Failed("refused" if disagreed else guard.code()) from None
    hand_over(line, sender, recipient, written)


def letter(message: Message, sender: str, recipient: str) -> bytes:
    """It names nobody, and a program that answers letters by itself leaves it alone."""
    letter = EmailMessage(PLAIN)
    letter["Subject"] = " ".join((message.title or message.text).split())
    letter["From"] = f"Household <{sender}>"
    letter["To"] = recipient
    letter["Date"] = formatdate()
    letter["Message-ID"] = f"<{message.id}@household.invalid>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.body)
    return letter.as_bytes()


def opened(server: MailServer) -> smtplib.SMTP:
    """A line on which the server knows us. The password is never said in the clear, but to this very machine."""
    context, timeout = ssl.create_default_context(), posting.PATIENCE
    if server.safe:
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, NAMELESS, timeout=timeout, context=context)
    else:
        line = smtplib.SMTP(server.host, server.port, NAMELESS, timeout=timeout)
        line.ehlo()
        if line.has_extn("starttls"):
            if not server.user or is_this_machine(server.host):  # what we would say in the clear, too: ask for no proof
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            line.starttls(context=context)
        elif server.user and not is_this_machine(server.host):
            raise Failed("unreachable")
    if server.user:
        line.login(server.user, server.password)
    return line


def is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def hand_over(line: smtplib.SMTP, sender: str, recipient: str, written: bytes) -> None:
    try:
        for command, wanted in [(f"MAIL FROM:<{sender}>", 250), (f"RCPT TO:<{recipient}>", 250), ("DATA", 354)]:
            status, _ = line.docmd(command)
            if status != wanted:
                raise Failed(weighed(status))
    except OSError:
        raise Failed("unreachable") from None
    saying.going()
    try:
        line.sock.settimeout(saying.LIMIT)  # type: ignore[union-attr]
        line.send(re.sub(rb"(?m)^\.", b"..", written) + b".\r\n")
        status, _ = line.getreply()
    except OSError:
        raise Failed("silent") from None
    if status != 250:
        raise Failed(weighed(status))
    with suppress(OSError):
        line.putcmd("QUIT")


def weighed(status: int) -> str:
    """What a server means that did not take it."""
    return "refused" if status >= 500 else "busy"
