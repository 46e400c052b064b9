"""Text messages to and from JSON, each refused by exactly one documented code. Used by connection.py and by clients."""

from __future__ import annotations

from functools import cache

import msgspec

from candor.errors import WireError
from candor.wire.messages import MAX_TEXT_BYTES, VERSION, ClientMessage, ErrorCode, Message, ServerMessage


class _Peek(msgspec.Struct):
    """What every version of hello has; its other fields may be anybody's."""

    type: str
    version: object = None


def decode(text: str | bytes) -> ClientMessage:
    """Read one text message of a client.

    Raises:
        WireError: `too_large`, `bad_version` or `bad_message`.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > MAX_TEXT_BYTES:
        raise WireError(ErrorCode.TOO_LARGE, f"A text message may have at most {MAX_TEXT_BYTES} bytes.")
    try:
        _refuse_other_version(_peek_decoder().decode(data))
        return _decoder().decode(data)
    except RecursionError as error:
        raise WireError(ErrorCode.BAD_MESSAGE, "The message is nested too deeply.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        # msgspec's text names the field and what was expected; it repeats nothing of the message but its keys.
        raise WireError(ErrorCode.BAD_MESSAGE, f"The message cannot be read: {str(error)[:200]}.") from error


def encode(message: Message) -> str:
    """Write one text message of either side."""
    return _encoder().encode(message).decode()


def _refuse_other_version(peeked: _Peek) -> None:
    version = peeked.version
    if peeked.type == "hello" and isinstance(version, int) and version != VERSION:
        raise WireError(
            ErrorCode.BAD_VERSION, f"This server speaks version {VERSION}. Update the extension or the server."
        )


def decode_server_message(text: str | bytes) -> ServerMessage:
    """Read one text message of the server, as a client.

    Raises:
        WireError: `bad_message`.
    """
    try:
        return _server_decoder().decode(text)
    except msgspec.DecodeError as error:
        raise WireError(ErrorCode.BAD_MESSAGE, f"The server's message cannot be read: {str(error)[:200]}.") from error


@cache
def _decoder() -> msgspec.json.Decoder[ClientMessage]:
    return msgspec.json.Decoder(ClientMessage)


@cache
def _server_decoder() -> msgspec.json.Decoder[ServerMessage]:
    return msgspec.json.Decoder(ServerMessage)


@cache
def _peek_decoder() -> msgspec.json.Decoder[_Peek]:
    return msgspec.json.Decoder(_Peek)


@cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder()
