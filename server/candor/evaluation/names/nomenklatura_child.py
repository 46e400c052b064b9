"""How would nomenklatura score these names? A script for a Python that has it: questions in, top answers out, by lines.

Only the standard library and nomenklatura (MIT) are imported, so that it runs anywhere.
"""

# pyright: reportMissingImports=false, reportUnknownVariableType=false, reportUnknownMemberType=false

import json
import sys


def main() -> None:
    """Answer each line of standard input."""
    try:
        from followthemoney import EntityProxy  # noqa: PLC0415  # optional
        from nomenklatura.matching import get_algorithm  # noqa: PLC0415  # optional
    except ImportError as error:
        sys.exit(f"it has no nomenklatura ({error})")
    logic = get_algorithm("logic-v2")
    config = logic.default_config()

    def entity(number: str, names: list[str], *, is_person: bool) -> object:
        schema = "Person" if is_person else "Company"
        return EntityProxy.from_dict({"id": number, "schema": schema, "properties": {"name": names}})

    for place, line in enumerate(sys.stdin):
        asked = json.loads(line)
        # It remembers entities by their id: each question needs its own.
        query = entity(f"asked-{place}", [asked["name"]], is_person=asked["is_person"])
        best, score = "", 0.0
        for number, names in asked["candidates"].items():
            result = logic.compare(query, entity(number, names, is_person=asked["is_person"]), config)
            if result.score > score:
                best, score = number, result.score
        sys.stdout.write(json.dumps({"entry": best, "score": score}) + "\n")


if __name__ == "__main__":
    main()
