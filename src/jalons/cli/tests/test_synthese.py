"""``jalons synthese generer``: the same bytes from two processes, the answer, every refusal at once."""

import hashlib
import json
import os
import subprocess
import sys

from jalons.cli import main


def empreintes(dossier):
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(dossier.glob("*.parquet"))}


def test_deux_processus_ecrivent_les_memes_octets(tmp_path):
    trouvees = []
    for numero in (1, 2):
        sortie = tmp_path / str(numero)
        commande = ["synthese", "generer", "--enfants", "300", "--annees", "3", "--fautes", "0.02", "--sortie", sortie]
        # another hash seed and another number of threads: neither may show in the bytes
        milieu = {**os.environ, "PYTHONHASHSEED": str(numero), "POLARS_MAX_THREADS": str(numero)}
        subprocess.run(
            [sys.executable, "-c", "import sys; from jalons.cli import main; sys.exit(main())", *map(str, commande)],
            check=True,
            capture_output=True,
            env=milieu,
        )
        trouvees.append(empreintes(sortie))

    assert len(trouvees[0]) == 22
    assert trouvees[0] == trouvees[1]


def test_la_commande_donne_ses_tables_et_ses_cibles(capsys, tmp_path):
    code = main(
        ["synthese", "generer", "--enfants", "200", "--annees", "2", "--sortie", str(tmp_path), "--format", "json"]
    )

    reponse = json.loads(capsys.readouterr().out)
    assert code == 0
    assert {t["table"] for t in reponse["tables"]} == {f.stem for f in tmp_path.glob("*.parquet")}
    assert {"cible", "libelle", "vise", "obtenu", "ecart", "source"} == set(reponse["cibles"][0])


def test_la_commande_dit_toutes_les_fautes_et_n_ecrit_rien(capsys, tmp_path):
    sortie = tmp_path / "neuf"

    code = main(
        ["synthese", "generer", "--enfants", "zéro", "--annees", "40", "--au", "2022-13-01", "--fautes", "bruit",
         "--departements", "62,999", "--sortie", str(sortie)]
    )  # fmt: skip

    erreurs = capsys.readouterr().err
    assert code == 2
    for lieu in ("--enfants", "--annees", "--au", "--fautes", "--departements"):
        assert f"- {lieu} :" in erreurs
    assert not sortie.exists()


def test_une_sortie_qui_est_un_fichier_est_refusee(capsys, tmp_path):
    fichier = tmp_path / "texte"
    fichier.write_text("x", encoding="utf-8")

    assert main(["synthese", "generer", "--enfants", "10", "--sortie", str(fichier)]) == 2
    assert "n'est pas un dossier" in capsys.readouterr().err
