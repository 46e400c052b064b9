"""How does a made CV read? Sentences drawn from parts, templates of many people, texts with words exchanged."""

from __future__ import annotations

import random
from typing import Final

_DID: Final = [
    "Led",
    "Built",
    "Designed",
    "Rewrote",
    "Migrated",
    "Automated",
    "Maintained",
    "Introduced",
    "Scaled",
    "Documented",
    "Tested",
    "Audited",
    "Replaced",
    "Simplified",
    "Launched",
    "Planned",
    "Reviewed",
    "Coached",
    "Measured",
    "Shipped",
]
_WHAT: Final = [
    "a billing service",
    "the search index",
    "an internal data platform",
    "the mobile checkout",
    "a fleet of sensors",
    "the video pipeline",
    "our release process",
    "a fraud model",
    "the customer portal",
    "a scheduling engine",
    "the ledger",
    "an alerting system",
    "a compiler pass",
    "the recommendation feed",
    "a warehouse of events",
    "the identity service",
    "a chat backend",
    "a map renderer",
    "the partner interface",
    "a test farm",
    "the storage layer",
    "an inventory system",
    "a translation tool",
    "the tax calculator",
    "a robotics stack",
]
_WITH: Final = [
    "in Go and Postgres",
    "with Kotlin and Kafka",
    "in Python and NumPy",
    "on Kubernetes",
    "with TypeScript and React",
    "in Rust",
    "with Spark",
    "in Java and Spring",
    "with C++ and CUDA",
    "on bare metal",
    "in Elixir",
    "with Terraform",
    "in Swift",
    "with Flink",
    "in Scala",
]
_FOR: Final = [
    "for a team of {n}",
    "used by {n} shops",
    "serving {n} thousand requests a minute",
    "across {n} countries",
    "for {n} hospitals",
    "over {n} million rows",
    "with {n} engineers",
    "in {n} weeks",
    "for {n} airlines",
    "at {n} sites",
]
_SO: Final = [
    "which cut costs by {n} percent",
    "so that releases take {n} minutes",
    "and halved the error rate after {n} days",
    "and removed {n} manual steps",
    "raising coverage to {n} percent",
    "and saved {n} hours a week",
    "with {n} fewer incidents a year",
    "and paid off after {n} months",
    "so that {n} partners could join",
    "without losing one of {n} customers",
]
TEMPLATES: Final = tuple(
    f"{opening} {middle} {ending}"
    for opening in (
        "Results-driven professional with a proven track record of delivering projects on time and within budget.",
        "Motivated team player with excellent communication skills and a passion for learning new technologies.",
        "Detail-oriented engineer with a strong background in building reliable and scalable applications.",
    )
    for middle in (
        "Experienced in working with cross-functional teams in fast-paced and changing environments.",
        "Skilled at translating the needs of the business into clear and maintainable solutions.",
    )
    for ending in (
        "Seeking a challenging position in which to grow and to contribute to the success of the company.",
        "Looking for an opportunity to apply these skills in an international and diverse environment.",
    )
)


def paragraph(chance: random.Random) -> str:
    """Return three sentences about work."""
    return " ".join(_sentence(chance) for _ in range(3))


def _sentence(chance: random.Random) -> str:
    def n() -> int:
        return chance.randint(2, 98)

    said = (
        f"{chance.choice(_DID)} {chance.choice(_WHAT)} {chance.choice(_WITH)} "
        f"{chance.choice(_FOR).format(n=n())} {chance.choice(_SO).format(n=n())}"
    )
    return f"{said}."


def altered(text: str, chance: random.Random, share: float = 0.05) -> str:
    """Return a text with a share of its words exchanged, as somebody does who copies and hides it."""
    words = text.split()
    for place in range(len(words)):
        if chance.random() < share:
            words[place] = chance.choice(_DID).lower()
    return " ".join(words)
