"""Where compiled kernels are kept: a folder of one's own, or none, and never a failure."""

import subprocess
import sys

from jalons.analyse.parcours.compilation import dossier_de_cache


def test_le_dossier_est_celui_du_seul_utilisateur(monkeypatch, tmp_path):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "noyaux"))
    assert dossier_de_cache() == tmp_path / "noyaux"
    assert (tmp_path / "noyaux").stat().st_mode & 0o777 == 0o700


def test_sans_lieu_ou_ecrire_on_compile_sans_garder(monkeypatch, tmp_path):
    (tmp_path / "fichier").write_text("")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "fichier" / "dedans"))
    assert dossier_de_cache() is None


def test_sans_dossier_personnel_non_plus(monkeypatch):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr("pathlib.Path.home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))
    assert dossier_de_cache() is None


def test_les_modules_legers_ne_chargent_pas_numba():
    modules = ("etude", "cohorte", "mesures", "flux", "fratries", "survie.accueils", "couts_donnes")
    programme = (
        f"import sys, importlib\nfor m in {modules!r}: importlib.import_module('jalons.analyse.parcours.' + m)\n"
        "print([m for m in ('numba', 'sklearn', 'fastcluster') if m in sys.modules])"
    )
    fait = subprocess.run([sys.executable, "-c", programme], capture_output=True, text=True, check=True)
    assert fait.stdout.strip() == "[]"
