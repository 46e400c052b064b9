"""Names for things. Plain strings and integers, told apart by the type checker."""

from __future__ import annotations

from typing import NewType

InterviewId = NewType("InterviewId", str)
CandidateId = NewType("CandidateId", str)
WarningId = NewType("WarningId", str)
TrackId = NewType("TrackId", int)
SignalName = NewType("SignalName", str)
