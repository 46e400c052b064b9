"""Errors keep the sentence for the user apart from the cause for the log."""

from candor.errors import CandorError, DecodeError, ModelError, UsageError


def test_an_error_shows_its_sentence_and_hides_its_cause() -> None:
    error = DecodeError("truncated", "The picture is incomplete. Send it again.", cause="secret path")

    assert str(error) == "The picture is incomplete. Send it again."
    assert "secret" not in str(error)
    assert (error.code, error.cause) == ("truncated", "secret path")


def test_what_the_user_can_mend_is_a_usage_error() -> None:
    assert issubclass(DecodeError, UsageError)
    assert not issubclass(ModelError, UsageError)
    assert issubclass(ModelError, CandorError)
