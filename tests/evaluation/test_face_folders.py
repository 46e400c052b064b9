"""Folders of people become faces with names and groups."""

from pathlib import Path

import pytest

from candor.errors import UsageError
from candor.evaluation.face_folders import embed_faces, list_faces
from identity_builders import TemplatesByName


def _people(folder: Path, **pictures: dict[str, bytes]) -> Path:
    for person, files in pictures.items():
        (folder / person).mkdir(parents=True)
        for name, content in files.items():
            (folder / person / name).write_bytes(content)
    return folder


def test_a_person_of_two_groups_belongs_to_the_later_one(tmp_path: Path) -> None:
    first = _people(tmp_path / "all", ann={"1.jpg": b"a"}, bo={"1.jpg": b"b"})
    second = _people(tmp_path / "some", bo={"9.png": b"c"})

    images = list_faces([("all", first), ("some", second)])

    assert {(image.person, image.group) for image in images} == {("ann", "all"), ("bo", "some")}
    assert len(images) == 3


def test_byte_equal_pictures_of_a_person_count_once(tmp_path: Path) -> None:
    first = _people(tmp_path / "all", bo={"1.jpg": b"same", "2.jpg": b"same", "notes.txt": b"x"})
    second = _people(tmp_path / "some", bo={"1.jpg": b"same"})

    assert len(list_faces([("all", first), ("some", second)])) == 1


def test_the_list_is_in_the_same_order_every_time(tmp_path: Path) -> None:
    folder = _people(tmp_path / "all", b={"2.jpg": b"1", "1.jpg": b"2"}, a={"1.jpg": b"3"})

    names = [f"{image.person}/{image.path.name}" for image in list_faces([("all", folder)])]

    assert names == ["a/1.jpg", "b/1.jpg", "b/2.jpg"]


@pytest.mark.parametrize("content", [None, {}, {"ann": {"readme.txt": b"x"}}])
def test_a_folder_without_people_is_refused(tmp_path: Path, content: dict[str, dict[str, bytes]] | None) -> None:
    folder = tmp_path / "faces" if content is None else _people(tmp_path, **content)

    with pytest.raises(UsageError, match="one folder per person"):
        list_faces([("all", folder)])


def test_pictures_without_a_face_are_counted_and_left_out(tmp_path: Path) -> None:
    big = _people(tmp_path / "b", ann={"1_0.jpg": b"1", "1_1.jpg": b"2"}, bo={"2_0.jpg": b"3"})
    small = _people(tmp_path / "a", cy={"3_0.jpg": b"4", "landscape.jpg": b"5", "gone.jpg": b"6"})
    done: list[int] = []

    embedded = embed_faces(list_faces([("small", small), ("big", big)]), TemplatesByName(), lambda: done.append(1))

    assert embedded.refused == {"no_face": 1, "missing_file": 1}
    assert embedded.faces.groups == ("big", "small")
    assert embedded.faces.vectors.shape == (4, 16)
    assert sorted(zip(embedded.faces.person.tolist(), embedded.faces.group.tolist(), strict=True)) == [
        (0, 0),
        (0, 0),
        (1, 0),
        (2, 1),
    ]
    assert len(done) == 6


def test_no_usable_picture_at_all_is_an_error(tmp_path: Path) -> None:
    folder = _people(tmp_path, ann={"landscape.jpg": b"1"})

    with pytest.raises(UsageError, match="None of the pictures"):
        embed_faces(list_faces([("all", folder)]), TemplatesByName(), lambda: None)
