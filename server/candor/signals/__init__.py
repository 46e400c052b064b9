"""One file, one signal. A signal reads a window of facts and gives an observation or an abstention."""

from __future__ import annotations

from candor.signals.blink import Blink
from candor.signals.check_degradation import CheckDegradation
from candor.signals.coded_light import CodedLight
from candor.signals.coded_light_consistency import CodedLightConsistency
from candor.signals.continuity import Continuity
from candor.signals.extra_face import ExtraFace
from candor.signals.face_absent import FaceAbsent
from candor.signals.face_swap_trace import FaceSwapTrace
from candor.signals.frame_cadence import FrameCadence
from candor.signals.frozen_or_looping import FrozenOrLooping
from candor.signals.identity_jitter import IdentityJitter
from candor.signals.identity_match import IdentityMatch
from candor.signals.inner_outer_sharpness import InnerOuterSharpness
from candor.signals.lip_voice_synchrony import LipVoiceSynchrony
from candor.signals.movement_asked import MovementAsked
from candor.signals.nonrigid_motion import NonrigidMotion
from candor.signals.planarity import PlanarFace
from candor.signals.protocol import Signal
from candor.signals.pulse import PulseReading
from candor.signals.replay_texture import ReplayTexture
from candor.signals.screen_border import ScreenBorder
from candor.signals.screen_moire import ScreenMoire
from candor.signals.second_voice import SecondVoice
from candor.signals.speech_without_lips import SpeechWithoutLips
from candor.signals.virtual_background import VirtualBackground
from candor.signals.voice_spoof_trace import VoiceSpoofTrace

ALL_SIGNALS: tuple[Signal, ...] = (
    FaceAbsent(),
    IdentityMatch(),
    Continuity(),
    ExtraFace(),
    FrozenOrLooping(),
    PlanarFace(),
    NonrigidMotion(),
    ReplayTexture(),
    ScreenBorder(),
    ScreenMoire(),
    FaceSwapTrace(),
    VirtualBackground(),
    FrameCadence(),
    PulseReading(),
    IdentityJitter(),
    InnerOuterSharpness(),
    Blink(),
    MovementAsked(),
    CheckDegradation(),
    CodedLight(),
    CodedLightConsistency(),
    LipVoiceSynchrony(),
    SpeechWithoutLips(),
    SecondVoice(),
    VoiceSpoofTrace(),
)
"""Every signal that runs, in the order they are asked: absence first, because a return resets reassurance."""
