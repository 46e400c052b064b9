from __future__ import annotations

from click.testing import CliRunner

from candor.commands.audit import audit as command
from candor.store.audit_chain import lines, link_hash
from candor.store.values import AuditEntry

AT = "2026-11-27T09:00:00.000+00:00"


def chain(count=3):
    entries, previous = [], "0" * 64
    for seq in range(1, count + 1):
        said = AT, "p-1", "deed", f"s-{seq}"
        entries.append(AuditEntry(seq, *said, link_hash(previous, *said), previous))
        previous = entries[-1].hash
    return entries


def run(*words):
    return CliRunner().invoke(command, ["verify", *map(str, words)])


def test_a_whole_trail_tells_how_long_it_is_and_its_head(tmp_path):
    file, entries = tmp_path / "audit.jsonl", chain()
    file.write_bytes(b"".join(lines(entries)))
    told = run(file, "--contains", entries[0].hash)
    assert told.exit_code == 0
    assert told.output == f"whole: 3 links, {AT} to {AT}\nhead: {entries[-1].hash}\n"


def test_a_changed_trail_is_an_error_that_names_the_line(tmp_path):
    file = tmp_path / "audit.jsonl"
    file.write_bytes(b"".join(lines(chain())).replace(b"s-2", b"s-9"))
    told = run(file)
    assert told.exit_code != 0
    assert "Line 2" in str(told.exception)
