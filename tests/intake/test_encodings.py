"""The encoding of a text is told by its mark or its bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.intake.encodings import encoding_of

NAMES = {
    "cp1252": "Nombre;Ciudad\n" + "José Núñez;São Paulo\nJörg Müller;Köln\nZoë Lefèvre;Besançon\n" * 8,
    "cp1251": "Имя;Город\n" + "Иван Петров;Москва\nАнна Смирнова;Казань\n" * 8,
    "gb18030": "姓名;城市\n" + "王小明;北京市海淀区\n李娜;上海市浦东新区\n" * 8,
    "shift_jis": "氏名;都市\n" + "山田太郎;東京都千代田区\nさとうはなこ;おおさか\n" * 8,
    "euc_kr": "이름;도시\n" + "김민준;서울특별시 강남구\n이서연;부산광역시 해운대구\n" * 8,
}


@pytest.mark.parametrize("encoding", NAMES)
def test_what_spreadsheets_write_is_read_again(encoding: str) -> None:
    content = NAMES[encoding].encode(encoding)

    assert content.decode(encoding_of(content)) == NAMES[encoding]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("language", NAMES)
def test_unicode_is_never_guessed(encoding: str, language: str) -> None:
    content = NAMES[language].encode(encoding)

    assert content.decode(encoding_of(content)) == NAMES[language]


def test_a_character_that_is_cut_in_two_does_no_harm() -> None:
    assert encoding_of("São".encode()[:2]) == "utf-8"


@given(st.binary(max_size=300))
def test_any_bytes_have_one(content: bytes) -> None:
    content.decode(encoding_of(content), errors="replace")
