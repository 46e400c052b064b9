"""DATASET.toml: what is read, and what is refused with the place named."""

from pathlib import Path

import pytest

from candor.domain.questions import Question
from candor.errors import ConfigurationError, UsageError
from candor.evaluation.datasets import load_dataset

GOOD = """
schema = "candor.dataset/1"
name = "small"
root = "files"
fps = 5
questions = ["identity"]
[[item]]
file = "calm.mp4"
label = "bona_fide"
person = "ann"
reference = "ann.jpg"
[[item]]
file = "swap.mp4"
label = "attack"
species = "stand_in"
person = "bo"
crop = [0, 10, 320, 180]
attack_from_s = 4.5
[[pair]]
a = "1.jpg"
b = "2.jpg"
mated = true
[[pair]]
a = "1.jpg"
b = "3.jpg"
mated = false
group = "press"
"""


def _load(tmp_path: Path, text: str = GOOD, **environ: str):
    (tmp_path / "data.toml").write_text(text)
    return load_dataset(tmp_path / "data.toml", environ)


def test_everything_that_was_written_is_read(tmp_path: Path) -> None:
    dataset = _load(tmp_path)

    calm, swap = dataset.recordings
    assert (dataset.name, dataset.fps, dataset.questions) == ("small", 5.0, (Question.IDENTITY,))
    assert (calm.file, calm.reference) == (tmp_path / "files" / "calm.mp4", tmp_path / "files" / "ann.jpg")
    assert not calm.is_attack
    assert (swap.species, swap.crop, swap.attack_from_s) == ("stand_in", (0, 10, 320, 180), 4.5)


def test_people_of_pairs_are_their_files_unless_named(tmp_path: Path) -> None:
    mated, non_mated = _load(tmp_path).pairs

    assert (mated.person_a, mated.person_b) == ("1.jpg", "1.jpg")
    assert (non_mated.person_a, non_mated.person_b, non_mated.group) == ("1.jpg", "3.jpg", "press")


def test_the_root_may_be_a_variable(tmp_path: Path) -> None:
    text = GOOD.replace('"files"', '"$PLACE/deep"')

    assert _load(tmp_path, text, PLACE="/somewhere").recordings[0].file == Path("/somewhere/deep/calm.mp4")
    assert _load(tmp_path, text.replace("/deep", ""), PLACE="/x").recordings[0].file == Path("/x/calm.mp4")
    with pytest.raises(UsageError, match="PLACE"):
        _load(tmp_path, text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("candor.dataset/1", "candor.dataset/9"),
        ('label = "attack"', 'label = "strange"'),
        ('species = "stand_in"\n', ""),
        ('label = "bona_fide"', 'label = "bona_fide"\nspecies = "x"'),
        ("fps = 5", "fps = 0"),
        ("[0, 10, 320, 180]", "[0, 10]"),
        ('["identity"]', '["suitability"]'),
        ('person = "ann"', 'persn = "ann"'),
        ("[[item]]", "[[item"),
    ],
)
def test_a_file_that_breaks_the_format_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        _load(tmp_path, GOOD.replace(old, new, 1))

    assert caught.value.code == "bad_dataset"


def test_an_empty_data_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="neither"):
        _load(tmp_path, 'schema = "candor.dataset/1"\nname = "x"\n')


def test_a_missing_file_is_bad_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="missing"):
        load_dataset(tmp_path / "gone.toml")


def test_bona_fide_recordings_may_come_from_a_list(tmp_path: Path) -> None:
    text = 'schema = "candor.dataset/1"\nname = "x"\nbona_fide_csv = "calls.csv"\n'
    (tmp_path / "calls.csv").write_text("file,kind,person\n1.mp4,studio,ann\n2.mp4,studio,bo\n")

    recordings = _load(tmp_path, text).recordings

    assert [(one.file.name, one.person, one.is_attack) for one in recordings] == [
        ("1.mp4", "ann", False),
        ("2.mp4", "bo", False),
    ]
    (tmp_path / "calls.csv").write_text("name\nx\n")
    with pytest.raises(ConfigurationError, match="columns file and person"):
        _load(tmp_path, text)
    (tmp_path / "calls.csv").unlink()
    with pytest.raises(ConfigurationError, match="columns file and person"):
        _load(tmp_path, text)


def test_a_list_may_hold_labels_crops_and_groups_and_only_bona_fide_rows_are_taken(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "file,x,y,w,h,label,group\none.mp4,0,0,40,30,real,g1\none.mp4,40,0,40,30,fake,g1\ntwo.mp4,,,,,real,g2\n"
    )

    one, two = _load(tmp_path, 'schema = "candor.dataset/1"\nname = "n"\nbona_fide_csv = "list.csv"\n').recordings

    assert (one.file, one.crop, one.person, one.is_attack) == (tmp_path / "one.mp4", (0, 0, 40, 30), "g1", False)
    assert (two.crop, two.person) == (None, "g2")


def test_a_list_with_a_crop_that_is_no_number_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("file,x,y,w,h,person\none.mp4,left,0,40,30,ann\n")

    with pytest.raises(ConfigurationError, match=r"list\.csv"):
        _load(tmp_path, 'schema = "candor.dataset/1"\nname = "n"\nbona_fide_csv = "list.csv"\n')


def test_a_listing_takes_the_rows_of_its_choice_and_names_the_kind_of_the_attacks(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "file,label,person,context\n1.jpg,live,ann,full\n2.jpg,spoof,bo,full\n3.jpg,spoof,bo,tight\n"
    )
    head = 'schema = "candor.dataset/1"\nname = "n"\n[[listing]]\ncsv = "list.csv"\nwhere = { context = "full" }\n'

    with_attacks = _load(tmp_path, head + 'species = "screen"\n').recordings
    without = _load(tmp_path, head).recordings

    assert [(r.file.name, r.species, r.person) for r in with_attacks] == [
        ("1.jpg", "", "ann"),
        ("2.jpg", "screen", "bo"),
    ]
    assert [r.file.name for r in without] == ["1.jpg"]
    with pytest.raises(ConfigurationError, match=r"list\.csv"):
        _load(tmp_path, head.replace("context", "no_such_column"))
