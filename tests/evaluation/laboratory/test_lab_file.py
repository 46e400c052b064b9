"""A laboratory file is read whole, or refused with the place that is wrong."""

from pathlib import Path

import pytest

from candor.errors import ConfigurationError, UsageError
from candor.evaluation.laboratory.lab_file import is_laboratory, load_laboratory
from laboratory_builders import write_laboratory

CHECKOUT = Path(__file__).resolve().parents[3]


def test_sources_take_the_rows_that_they_ask_for(tmp_path: Path) -> None:
    lab = load_laboratory(write_laboratory(tmp_path))

    assert [(one.name, one.group, one.species) for one in lab.footage] == [
        ("v0.avi", "list:p0", ""),
        ("v1.avi", "list:p1", ""),
        ("v2.avi", "list:p2", ""),
        ("v3.avi", "list:p3", "real_fake"),
    ]
    assert lab.runs[0].benign == ("plain",)


def test_groups_that_share_a_person_are_one(tmp_path: Path) -> None:
    path = write_laboratory(tmp_path)
    path.write_text(path.read_text().replace("seed = 3\n", 'seed = 3\none_group = [["list:p0", "list:p2"]]\n'))

    groups = [one.group for one in load_laboratory(path).footage]

    assert groups == ["list:p0", "list:p1", "list:p0", "list:p3"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('points = ["mid"]', 'points = ["fast"]'), "codec point"),
        (('["a1_frozen_frame"]', '["a1_melted_frame"]'), "attack"),
        (('sources = ["real", "fake"]', 'sources = ["unreal"]'), "source"),
        (('label = "fake"', 'label = "fakes"'), "takes no row"),
        (('list = "list.csv"', 'list = "other.csv"'), "no CSV"),
        (('where = { label = "real" }', 'where = { colour = "red" }'), "no CSV"),
        (("seed = 3", 'seed = "three"'), "seed"),
        (('sources = ["real", "fake"]', 'sources = ["real"]\nlongest_s = 3600'), "longest_s"),
        (('name = "small"', 'nome = "small"'), "nome"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    path = write_laboratory(tmp_path)
    path.write_text(path.read_text().replace(*change))

    with pytest.raises(ConfigurationError, match=told):
        load_laboratory(path)


def test_a_data_set_is_no_laboratory(tmp_path: Path) -> None:
    assert is_laboratory(write_laboratory(tmp_path))
    assert not is_laboratory(CHECKOUT / "models" / "datasets.toml")
    assert not is_laboratory(tmp_path / "missing.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\x00")
    assert not is_laboratory(tmp_path / "binary.toml")


def test_an_unset_variable_is_told(tmp_path: Path) -> None:
    path = write_laboratory(tmp_path)
    path.write_text(path.read_text().replace("seed = 3\n", 'seed = 3\nroot = "$NOWHERE/x"\n'))

    with pytest.raises(UsageError, match="NOWHERE"):
        load_laboratory(path, {})


def test_the_shipped_laboratory_fits_the_shared_material(shared: Path) -> None:
    lab = load_laboratory(CHECKOUT / "models" / "laboratory.toml", {"CANDOR_SHARED": str(shared)})

    assert all(one.file.is_file() for one in lab.footage)
    assert {one.species for one in lab.footage} == {"", "real_live_swap", "real_other_fake", "real_screen"}
    assert len({one.group for one in lab.footage}) > 25
