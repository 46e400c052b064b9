"""A small shared folder, invented: lists in their official formats, extracts, strangers, pairs."""

from __future__ import annotations

import json
from pathlib import Path

from candor.evaluation.names.material import Material, load_material
from watchlist_builders import LIMITS, TODAY
from watchlists.formats.test_bis import HEAD, ROWS
from watchlists.formats.test_un import LIST as UN

EMPTY = "-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- "
PEOPLE = ["KANG, Zebulon Min", "RI, Pyong Chol", "PAK, Jin Hyok", "KIM, Song Nam", "HAN, Thae Jun", "CHOE, Yong Rim"]


def write_material(data: Path) -> None:
    screening = data / "screening"
    main = "".join(f'{n},"{name}","individual","DPRK",{EMPTY}\n' for n, name in enumerate(PEOPLE, 1))
    main += f'50,"KOREA EXAMPLE TRADING CORPORATION",-0- ,"DPRK",{EMPTY}\n60,"SHIP ONE","vessel","DPRK",{EMPTY}\n'
    contents = {
        "ofac/sdn_2024-05-03.csv": main,
        "ofac/alt_2025-12.csv": '1,1,"aka","GANG, Zebulon",-0- \n',
        "ofac/add_2025-12.csv": '1,1,"12 Long Street","Port","Utopia",-0- \n',
        "ofac/sdn_comments_2025-12.csv": '1," more"\n',
        "ofac/cons_prim.csv": main.replace("DPRK", "OTHER"),
        "ofac/cons_alt.csv": '1,1,"aka","GANG, Zebulon",-0- \n',
        "ofac/cons_add.csv": '1,1,"12 Long Street","Port","Utopia",-0- \n',
        "ofac/cons_comments.csv": '1," more"\n',
        "un/consolidated_2026-02-27.xml": UN,
        "bis/denied_persons.txt": HEAD + ROWS,
        "derived/ofac_dprk.csv": "ent_num,name\n" + "".join(f"{n},x\n" for n in (1, 2, 3, 4, 5, 6, 50, 60)),
        "derived/un_dprk.csv": "type,ref\nindividual,KPi.999\n",
        "names/cross_script_pairs.csv": "# pairs\n김정은,Kim Jong Un,0.7,x\n김정은,Emma Johnson,0.7,x\n",
        "universities/world_universities_and_domains.json": json.dumps(
            [{"name": f"University of Town{n}", "state-province": None} for n in range(8)]
        ),
    }
    for name, content in contents.items():
        (screening / name).parent.mkdir(parents=True, exist_ok=True)
        (screening / name).write_text(content, encoding="utf-8")
    for name in ("Emma_Johnson", "John_Smith", "Budi_Santoso", "Maria_Garcia", "Jane_Doe", "Li_Wei"):
        (data / "faces" / "lfw" / name).mkdir(parents=True)


def made_material(data: Path) -> Material:
    write_material(data)
    return load_material(data, LIMITS, TODAY)
