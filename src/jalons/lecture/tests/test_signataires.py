"""Who signs an act, among all those that it names; what an act is when its annexes look like a plan."""

from __future__ import annotations

import pytest

from jalons.lecture.tests.documents import lu, textes

CITES = (
    "Vu la délibération du Conseil départemental du Loir ;\n\nArticle 1\n\nLa commune de Meulan, la CAF de la Brenne et "
    "la CPAM sont associées. Le Conseil départemental du Loir observe, comme le Conseil départemental du Loir.\n"
)


@pytest.mark.parametrize(
    ("entre", "attendues"),
    [
        (
            "Entre\n\nLe préfet de la Brenne, représentant l'État,\n\nle Département de la Brenne,\n\n"
            "et l'ARS Val-de-Loire, représentée par son directeur,",
            ["État", "Département de la Brenne", "ARS Val-de-Loire"],
        ),
        (
            "ENTRE\n\nL'État, représenté par le préfet du département de la Brenne,\n\nET\n\nLe Conseil départemental de la "
            "Brenne,\n\nET\n\nL'Agence régionale de santé (ARS) Val-de-Loire,\n\nIl est convenu ce qui suit.",
            ["État", "Conseil départemental de la Brenne", "Agence régionale de santé Val-de-Loire"],
        ),
    ],
)
def test_les_parties_d_un_avenant_sont_celles_qu_il_nomme_en_tete(entre: str, attendues: list[str]) -> None:
    lecture = lu(f"AVENANT N° 1 AU CONTRAT DÉPARTEMENTAL\n\n{entre}\n\n{CITES}")

    assert lecture.type == "avenant"
    assert textes(lecture, "partie") == attendues


def test_une_agence_garde_son_sigle_quand_rien_ne_dit_qu_elle_signe_autrement() -> None:
    lecture = lu(
        "AVENANT N° 1\n\nEntre l'État, le Département de la Brenne et l'ARS Val-de-Loire,\n\nArticle 1\n\n"
        "L'Agence régionale de santé suit les actions.\n"
    )
    assert textes(lecture, "partie")[-1] == "ARS Val-de-Loire"


@pytest.mark.parametrize(
    "titre",
    [
        "Stratégie nationale de prévention et de protection de l'enfance\n\nContrat départemental 2024-2026",
        "CONTRAT TRIENNAL\n\nau titre du plan de lutte contre la pauvreté",
        "Contrat de prévention et de protection de l'enfance",
    ],
)
def test_un_contrat_dont_les_annexes_sont_des_fiches_reste_un_contrat(titre: str) -> None:
    fiches = "".join(f"\n\nFiche action n° {n} : Titre\n\nPilote : Pôle\n" for n in range(1, 9))
    lecture = lu(
        f"{titre}\n\nEntre l'État, l'Agence régionale de santé Centre et le Département de la Brenne,\n\nArticle 1\n{fiches}"
    )
    assert lecture.type == "contrat"
    assert len(lecture.du_genre("partie")) == 3
