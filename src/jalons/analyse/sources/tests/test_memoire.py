"""Memory does not grow with the file: measured in a process of its own, on full counts only."""

import os
import subprocess
import sys

import pytest

from jalons.analyse.sources.tests.fabrique import donnee, xml

PROGRAMME = """
import re, sys
from pathlib import Path
from jalons.analyse.qualite import controler
from jalons.analyse.sources import lire
with lire(Path(sys.argv[1])) as evenements:
    rapport = controler(evenements)
lu = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(evenements.nombre, rapport.evenements, int(lu[1]) // 1024)
"""
"""Its own highest memory: what ``getrusage`` tells is at least that of the process which started it."""


@pytest.mark.skipif(os.environ.get("JALONS_TESTS_LONGS") != "oui", reason="long : make test-long")
def test_six_cent_mille_evenements_ne_prennent_guere_plus_que_deux_cent_mille(tmp_path):
    un = donnee(SEXE="1", TYPEV="1", DATDEB="2024-02-03", DATDECPE="2024-01-03", DECISION="2", NATDECASSED="15")
    pris = []
    for combien in (200_000, 600_000):
        chemin = tmp_path / f"{combien}.xml"
        debut, fin = xml("@").split("@")
        with chemin.open("w") as flux:
            flux.write(debut)
            for _ in range(combien // 1000):
                flux.write(un * 1000)
            flux.write(fin)
        fini = subprocess.run(
            [sys.executable, "-c", PROGRAMME, str(chemin)], capture_output=True, text=True, check=True
        )
        lus, controles, mo = map(int, fini.stdout.split())
        assert lus == controles == combien
        pris.append(mo)
        chemin.unlink()
    assert pris[1] < 1.5 * pris[0]
    assert pris[1] < 800
