"""Attack recipes A1 to A11 of signals.md D2, and benign transforms: frames (and sound) in, frames (and sound) out.

    from candor.evaluation.recipes import ATTACKS, BENIGN
    made = ATTACKS["a7_swap_clone_128"].make(clip, props, np.random.default_rng(seed))

A10 (coded light) needs the colours of a page and is made by name from tints.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from candor.evaluation.loops import Repeat
from candor.evaluation.recipes.benign import (
    Background,
    Beauty,
    ControlSteps,
    Freezes,
    GlassesGlare,
    LowLight,
    LowRate,
    Plain,
)
from candor.evaluation.recipes.clip import Recipe
from candor.evaluation.recipes.face_swap import Blend, FaceSwap
from candor.evaluation.recipes.head_turn import HeadTurn
from candor.evaluation.recipes.photos import HeldPhoto, waved
from candor.evaluation.recipes.puppet import Puppet
from candor.evaluation.recipes.repeats import Loop
from candor.evaluation.recipes.screens import ScreenReplay
from candor.evaluation.recipes.sounds import ChangedVoice, LateSound, OtherSpeaker
from candor.evaluation.recipes.stills import FrozenFrame, InjectedStill
from candor.evaluation.recipes.substitution import SecondFace, SecondVoice, Substitution


def _named(*recipes: Recipe) -> Mapping[str, Recipe]:
    return {recipe.name: recipe for recipe in recipes}


ATTACKS: Mapping[str, Recipe] = _named(
    FrozenFrame(),
    Loop(),
    Loop("a2_ping_pong", Repeat.PING_PONG),
    Loop("a2_loop_faded_seam", fade_s=0.5),
    InjectedStill(),
    HeldPhoto(),
    waved(HeldPhoto(), "a4_waved_photo"),
    HeldPhoto("a4_bent_photo", bend=0.45),
    HeldPhoto("a4_cut_out_photo", has_holes=True),
    ScreenReplay(),
    ScreenReplay("a5_screen_no_border", fills=1.12, screen_px=1.25),
    ScreenReplay("a5_phone_in_hand", fills=0.82, screen_px=2.1, hand_px=1.5, blur_px=0.6),
    ScreenReplay("a5_screen_sharp", fills=1.12, screen_px=1.25, blur_px=0.25),
    Puppet(),
    FaceSwap("a7_swap_feather_128"),
    FaceSwap("a7_swap_clone_128", Blend.CLONE),
    FaceSwap("a7_swap_hard_128", Blend.HARD),
    FaceSwap("a7_swap_clone_224", Blend.CLONE, 224),
    FaceSwap("a7_swap_late_128", Blend.FEATHER, 128, noise_px=0.6, delay=3, every=2),
    Substitution(),
    OtherSpeaker(),
    LateSound("a9_lag_150", 0.15),
    LateSound("a9_lag_300", 0.3),
    LateSound("a9_lag_600", 0.6),
    LateSound("a9_drift", 0.0, 0.03),
    ChangedVoice(),
    SecondFace(),
    SecondVoice(),
)
"""Every attack species by name."""

BENIGN: Mapping[str, Recipe] = _named(
    Plain(),
    Background(),
    Background("virtual_background", is_virtual=True),
    Beauty(),
    LowLight(),
    ControlSteps(),
    GlassesGlare(),
    Freezes(),
    LowRate(),
    HeadTurn(),
)
"""Every benign transform by name; "plain" changes nothing, "head_turn" only cuts."""
