"""Whatever somebody types or gives: exit code 2 (1 for a model file), one line on stderr, no file half written.

A table of arguments; {in} is a folder of odd files, {out} one for results. Commands run in this process.
"""

import os
import struct
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from candor import cli
from pipeline import bad_pictures
from pipeline.recording_builders import animation, flat, sound, video

ITEM = '[[item]]\nfile = "ok.mp4"\nlabel = "bona_fide"\nperson = "p"\n'
DATASET = 'schema = "candor.dataset/1"\nname = "n"\n'

RECORDINGS = [
    "missing.mp4", "folder", "pipe", "loop", "dangling", "empty.mp4", "text.mp4", "cut.mp4", "head.mp4", "zeros.mp4",
    "huge.jpg", "sound.m4a", "sound.wav", "tiny.mp4", "one.png", "one.gif", "list.m3u8", "list.mp4", "concat.txt",
    "session.sdp", "dash.mpd", "grows.gif", "bomb.gif", "bomb.bmp", "photo.tiff", "huge-box.mp4", "large.mp4",
    "x" * 400, "http://127.0.0.1:9/x.mp4", "concat:ok.mp4|ok.mp4",
]  # fmt: skip
"""Each is refused by `candor analyze`."""

USAGES = [
    "analyze", "analyze {in}/ok.mp4 {in}/ok.mp4", "analyze {in}/ok.mp4 --nope", "analise {in}/ok.mp4",
    "analyze {in}/ok.mp4 --json", "compare", "compare {in}/a.png", "compare {in}/a.png {in}/a.png --pairs x.csv",
    "compare {in}/a.png {in}/a.png --model nope", "calibrate", "calibrate {in}", "calibrate {in} --model nope",
    "calibrate nowhere --model dlib-face-resnet", "calibrate {in}/ok.mp4 --model dlib-face-resnet",
    "calibrate {in} --model dlib-face-resnet --group x", "calibrate {in} --model dlib-face-resnet --date yesterday",
    "calibrate {in} --model dlib-face-resnet --report {in}", "evaluate", "evaluate nowhere.toml", "evaluate {in}",
    "evaluate {in}/pipe", "evaluate {in}/zeros.mp4", "models pull nope", "models pull ../../x", "models import nowhere",
    "models import {in}/ok.mp4", "models import {in}", "models verify x", "bench --frames 1", "bench --frames nan",
    "bench --json {in}", "demo --port 0", "demo --port 99999", "demo --report {in}", "serve x",
    "compare --pairs nowhere.csv", "compare --pairs {in}/folder", "compare --pairs {in}/pipe",
    "compare --pairs {in}/zeros.mp4", "compare --pairs {in}/ok.mp4",
]  # fmt: skip

CROPS = [
    "1,2", "a,b,c,d", "-1,0,10,10", "0,0,0,0", "0,0,-5,-5", "0,0,1e9,10", "0,0,1.5,10", ",,,", "0,0,10,10,10",
    "0,0,9999999999,10", "0,0,²,10", "0,0," + "9" * 5000 + ",3",
]  # fmt: skip
RATES = ["0", "-1", "1000", "nan", "-nan", "inf", "1e-400", "abc", ""]
PLACES = ["{in}", "{out}/none/x.json", "{in}/ok.mp4/x.json", "{in}/ok.mp4", "{in}/loop", "{out}/" + "n" * 300, ""]

LISTS = {
    "nothing": b"",
    "other columns": b"x,y\n1,2\n",
    "semicolons": b"a;b\nx;y\n",
    "blank first line": b"\n\na,b\nx,y\n",
    "zeros": bytes(1000),
    "latin-1": b"a,b\ncaf\xe9,y\n",
    "utf-16": "a,b\nx,y\n".encode("utf-16"),
    "lone surrogate": b"a,b\n\xed\xb3\xa9,y\n",
    "a cell of 200 kB": b"a,b\n" + b"x" * 200_000 + b",y\n",
    "100,000 other columns": b",".join(b"c%d" % i for i in range(100_000)) + b"\n" + b"1," * 100_000,
}

DATASETS = {
    "nothing": "",
    "broken": "a = [",
    "nested deeply": "x = " + "[" * 100_000,
    "other schema": 'schema = "x"\nname = "n"\n',
    "no item": DATASET,
    "unknown field": DATASET + "foo = 1\n" + ITEM,
    "fps nan": DATASET + "fps = nan\n" + ITEM,
    "fps 0": DATASET + "fps = 0\n" + ITEM,
    "unset variable": DATASET + 'root = "$CANDOR_NO_SUCH_VARIABLE/x"\n' + ITEM,
    "unknown question": DATASET + 'questions = ["x"]\n' + ITEM,
    "unknown label": DATASET + ITEM.replace("bona_fide", "honest"),
    "attack without species": DATASET + ITEM.replace("bona_fide", "attack"),
    "attack from nan": DATASET + ITEM.replace("bona_fide", "attack") + 'species = "s"\nattack_from_s = nan\n',
    "crop of words": DATASET + ITEM + 'crop = "0,0,10,10"\n',
    "crop of three": DATASET + ITEM + "crop = [0, 0, 10]\n",
    "missing list": DATASET + 'bona_fide_csv = "none.csv"\n',
    "words for truth": DATASET + '[[pair]]\na = "x"\nb = "y"\nmated = "yes"\n',
}


def gif_whose_second_picture_is(width: int, height: int) -> bytes:
    picture = b"\x2c" + struct.pack("<HHHH", 0, 0, 64, 48) + b"\0\x02\x02\x44\x01\0"
    larger = b"\x2c" + struct.pack("<HHHH", 0, 0, width, height) + b"\0\x02\x02\x44\x01\0"
    return b"GIF89a" + struct.pack("<HH", 64, 48) + b"\x80\0\0" + b"\0\0\0\xff\xff\xff" + picture + larger + b";"


def sparse(path: Path, head: bytes, size: int) -> None:
    with path.open("wb") as stream:
        stream.write(head)
        stream.truncate(size)


def write_pictures(folder: Path) -> None:
    Image.fromarray(flat(90)).save(folder / "a.png")
    Image.fromarray(flat(5, 1, 1)).save(folder / "one.png")
    Image.fromarray(flat(5, 1, 1)).save(folder / "one.gif")
    Image.fromarray(flat(5)).save(folder / "photo.tiff")
    Image.fromarray((np.arange(64 * 64).reshape(64, 64) * 16).astype(np.uint16)).save(folder / "16-bit.png")
    Image.fromarray(flat(5)).convert("P").save(folder / "palette-alpha.png", transparency=0)
    for kind, suffix in (("GIF", "gif"), ("WEBP", "webp"), ("PNG", "apng")):
        animation(folder / f"moving.{suffix}", kind, [0, 80, 160], 100)
    (folder / "grows.gif").write_bytes(gif_whose_second_picture_is(12_000, 12_000))
    (folder / "bomb.gif").write_bytes(gif_whose_second_picture_is(65_000, 65_000))
    header = struct.pack("<IHHIIiiHHIIiiII", 63, 0, 0, 54, 40, 10_000, 10_000, 1, 24, 0, 0, 0, 0, 0, 0)
    (folder / "bomb.bmp").write_bytes(b"BM" + header + bytes(9))
    sparse(folder / "huge.jpg", bad_pictures.encoded("JPEG"), 30_000_000_000)


def write_videos(folder: Path) -> None:
    whole = video(folder / "ok.mp4", [flat(4 * i) for i in range(20)]).read_bytes()
    (folder / "cut.mp4").write_bytes(whole[: len(whole) // 2])
    (folder / "head.mp4").write_bytes(whole[:40])
    (folder / "is-mp4.jpg").write_bytes(whole)
    (folder / "empty.mp4").write_bytes(b"")
    (folder / "text.mp4").write_text("hello\n" * 500)
    sparse(folder / "zeros.mp4", b"", 3_000_000_000)
    video(folder / "tiny.mp4", [flat(9, 2, 2)] * 3)
    video(folder / "large.mp4", [flat(9, 4096, 2400)])
    video(folder / "uneven.mkv", [flat(4 * i) for i in range(12)], times_ms=[i * i * 10 for i in range(12)])
    sound(folder / "sound.m4a")
    sound(folder / "sound.wav")
    box = struct.pack(">I4s", 24, b"ftyp") + b"isom\0\0\2\0isomiso2" + struct.pack(">I4sQ", 1, b"moov", 2**40)
    (folder / "huge-box.mp4").write_bytes(box + bytes(5000))


def write_lists_of_others(folder: Path) -> None:
    """What names other files or addresses, none of which may be opened."""
    playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:9,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n"
    (folder / "list.m3u8").write_text(playlist)
    (folder / "list.mp4").write_text(playlist)
    (folder / "concat.txt").write_text("ffconcat version 1.0\nfile 'ok.mp4'\n")
    (folder / "session.sdp").write_text("v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n")
    (folder / "dash.mpd").write_text(
        '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>http://127.0.0.1:9/</BaseURL>'
    )


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odd")
    write_pictures(folder)
    write_videos(folder)
    write_lists_of_others(folder)
    (folder / "folder").mkdir()
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to("loop")
    (folder / "dangling").symlink_to("nowhere")
    return folder


@pytest.fixture
def refused(
    odd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Run a command that must fail as documented; returns its one line."""

    def run(*words: str, code: int = 2) -> str:
        monkeypatch.chdir(tmp_path)
        typed = [word.replace("{in}", str(odd)).replace("{out}", str(tmp_path)) for word in words]
        monkeypatch.setattr(sys, "argv", ["candor", *typed])
        before = sorted(tmp_path.iterdir())
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        said = capfd.readouterr().err.strip()
        assert (stopped.value.code, said.count("\n")) == (code, 0), said
        assert said.startswith("candor: ")
        assert len(said) < 1000
        assert sorted(tmp_path.iterdir()) == before
        return said

    return run


@pytest.mark.models
@pytest.mark.parametrize("name", RECORDINGS, ids=lambda name: name[:30])
def test_a_recording_that_cannot_be_read(refused: Callable[..., str], name: str) -> None:
    refused("analyze", name if ":" in name else f"{{in}}/{name}", "--json", "{out}/a.json", "--report", "{out}/a.html")


@pytest.mark.parametrize("line", USAGES)
def test_a_command_that_is_typed_wrongly(refused: Callable[..., str], line: str) -> None:
    refused(*line.split())


@pytest.mark.parametrize("crop", CROPS, ids=lambda crop: crop[:20])
def test_a_crop_that_is_none(refused: Callable[..., str], crop: str) -> None:
    assert "for example 0,0,640,360" in refused("analyze", "{in}/ok.mp4", "--crop", crop)


@pytest.mark.parametrize("rate", RATES)
def test_a_rate_that_is_none(refused: Callable[..., str], rate: str) -> None:
    assert "--fps" in refused("analyze", "{in}/ok.mp4", "--fps", rate)


@pytest.mark.parametrize("option", ["--json", "--report"])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place[:20])
def test_a_place_for_results_that_cannot_be_written(refused: Callable[..., str], option: str, place: str) -> None:
    assert "Name another file" in refused("analyze", "{in}/ok.mp4", option, place)


@pytest.mark.models
@pytest.mark.parametrize(
    "photo", ["missing.jpg", "folder", "pipe", "loop", "empty.mp4", "ok.mp4", "huge.jpg", "a.png", "moving.webp"]
)
def test_an_id_photo_that_is_none(refused: Callable[..., str], photo: str) -> None:
    refused("analyze", "{in}/ok.mp4", "--id", f"{{in}}/{photo}", "--json", "{out}/a.json")


@pytest.mark.models
@pytest.mark.parametrize("photo", ["missing.jpg", "folder", "pipe", "loop", "huge.jpg", "moving.gif", "x" * 400])
def test_a_photo_to_compare_that_is_none(refused: Callable[..., str], photo: str) -> None:
    refused("compare", "{in}/a.png", f"{{in}}/{photo}")


@pytest.mark.parametrize("content", LISTS.values(), ids=LISTS.keys())
def test_a_list_of_pairs_that_is_none(refused: Callable[..., str], odd: Path, content: bytes) -> None:
    (odd / "pairs.csv").write_bytes(content)

    assert "a and b" in refused("compare", "--pairs", "{in}/pairs.csv", "--json", "{out}/a.json")


@pytest.mark.parametrize("content", DATASETS.values(), ids=DATASETS.keys())
def test_a_data_set_that_is_none(refused: Callable[..., str], odd: Path, content: str) -> None:
    (odd / "set.toml").write_text(content, encoding="utf-8")

    refused("evaluate", "{in}/set.toml", "--json", "{out}/a.json")


def test_an_altered_model_file_is_refused_with_exit_code_1(
    refused: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANDOR_HOME", str(tmp_path))
    (tmp_path / "iris_landmark.tflite").write_bytes(b"x")

    assert "iris" in refused("models", "import", "{out}", code=1)


def test_a_setting_that_cannot_be_used_is_named(refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANDOR_PORT", "9" * 5000)

    assert "CANDOR_PORT" in refused("models", "list")[:200]


@pytest.mark.models
@pytest.mark.parametrize("name", ["moving.gif", "moving.webp", "moving.apng", "16-bit.png", "palette-alpha.png",
                                  "is-mp4.jpg", "uneven.mkv"])  # fmt: skip
def test_odd_recordings_are_analysed_all_the_same(
    odd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["candor", "analyze", str(odd / name), "--json", str(tmp_path / "a.json")])

    cli.main()

    assert capfd.readouterr().err == ""
    assert (tmp_path / "a.json").stat().st_size > 0


@pytest.mark.models
def test_a_name_of_strange_bytes_is_analysed_all_the_same(
    odd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / os.fsdecode(b"caf\xe9.mp4")
    named.write_bytes((odd / "ok.mp4").read_bytes())
    words = ["candor", "analyze", str(named), "--json", str(tmp_path / "a.json"), "--report", str(tmp_path / "a.html")]
    monkeypatch.setattr(sys, "argv", words)

    cli.main()

    assert '"caf?.mp4"' in (tmp_path / "a.json").read_text(encoding="utf-8")
