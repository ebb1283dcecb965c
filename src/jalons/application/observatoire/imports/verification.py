"""Read the files of an import, check them, write what was found. Pure: files in, files and a summary out, no base.

Everything goes in one new folder: ``evenements-*.parquet`` (the rows, in the variables of 2016), ``constats.parquet``
(faulty rows), ``taux.parquet``, ``rapport.json``. The line of a row of the second file is counted from ``PAR_FICHIER``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from jalons.analyse.qualite import Appuis, Controle, Etat, Rapport, Resultat, Severite, controler, controles
from jalons.analyse.sources import Evenements, lire
from jalons.analyse.sources.evenements import LIGNE
from jalons.analyse.tables.olinpe import REGIMES, Changement, regime
from jalons.noyau.saisie import EntreeRefusee, Faute

PAR_FICHIER = 1_000_000_000
"""Lines set apart for each file: more than any holds."""
CONSTATS, TAUX, RAPPORT, EVENEMENTS = "constats.parquet", "taux.parquet", "rapport.json", "evenements"
SANS_FIN = 1 << 62
SONDE = 200_000
"""Bytes looked at to guess the regime."""

Dire = Callable[[int, str], None]
"""Told the percent done and what is being done."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: where it is, and its own name, which sentences use."""

    chemin: Path
    nom: str


@dataclass(slots=True)
class Lus:
    """What the files said of themselves while they were read."""

    parts: list[Path] = field(default_factory=list)
    fichiers: list[dict[str, Any]] = field(default_factory=list)
    inconnues: Counter[str] = field(default_factory=Counter)
    changements: list[Changement] = field(default_factory=list)
    pseudonymes: set[str] = field(default_factory=set)


def verifier(
    sources: Sequence[Source], code: int | None, sortie: Path, *, anterieurs: pl.Series | None, dire: Dire
) -> tuple[int, Rapport, dict[str, Any]]:
    """Check OLINPE files: their regime, the report, the summary. Its rows are in ``sortie``.

    Args:
        code: 2016, 2011, or ``None`` to guess it from the first file.
        anterieurs: identifiers of the previous year.

    Raises:
        EntreeRefusee: a file cannot be read to its end: every fault of every file.
    """
    code = code or deviner(sources[0].chemin)
    lus = _lire(sources, code, sortie, dire)
    nom = sources[0].nom if len(sources) == 1 else f"{len(sources)} fichiers"
    with Evenements.de_parquets(lus.parts, nom) as evenements:
        evenements.regime, evenements.changements = code, tuple(lus.changements)
        rapport = controler(
            evenements, appuis=Appuis(anterieurs=anterieurs),
            suivre=lambda faits, total: dire(50 + 40 * faits // max(total, 1), "contrôle"),
        )  # fmt: skip
        resume = _resumer(evenements, lus)
    rapport = _signe(rapport, lus)
    dire(92, "écriture")
    ecrire(rapport, sortie)
    return code, rapport, resume


def deviner(chemin: Path) -> int:
    """The regime of a file: 2011 when it names a variable that only 2011 has, before any that only 2016 has.

    A workbook is read by trying: its content is compressed.
    """
    with chemin.open("rb") as flux:
        debut = flux.read(SONDE)
    if debut.startswith(b"PK\x03\x04"):
        return _essayer(chemin)
    return 2011 if b"CODEV" in debut.upper() and b"TYPEV" not in debut.upper() else 2016


def _essayer(chemin: Path) -> int:
    try:
        lire(chemin).fermer()
    except EntreeRefusee as refus:
        return 2011 if any(f.lieu == "CODEV" for f in refus.fautes) else REGIMES[0]
    return REGIMES[0]


def _lire(sources: Sequence[Source], code: int, sortie: Path, dire: Dire) -> Lus:
    """Every file to Parquet parts; a file that cannot be read does not hide the faults of the next."""
    lus, fautes = Lus(), []
    for rang, source in enumerate(sources):
        suivre = _suivi(rang, len(sources), dire)
        try:
            with lire(source.chemin, code=code, suivre=suivre) as evenements:
                _garder(evenements, rang, source.nom, sortie, lus)
        except EntreeRefusee as refus:
            plusieurs = len(sources) > 1
            fautes += [
                Faute(f"{source.nom} {f.lieu}".strip() if plusieurs else f.lieu, f.message, f.recu, f.attendu, f.ligne)
                for f in refus.fautes
            ]
    if fautes:
        raise EntreeRefusee(fautes, quoi=", ".join(s.nom for s in sources))
    return lus


def _suivi(rang: int, nombre: int, dire: Dire) -> Callable[[int, int], None]:
    """The progress of one file among the others: reading is the first half."""

    def suivre(octets: int, total: int) -> None:
        dire(int(50 * (rang + octets / max(total, 1)) / nombre), "lecture")

    return suivre


def _garder(evenements: Evenements, rang: int, nom: str, sortie: Path, lus: Lus) -> None:
    """The rows of one file as Parquet parts, their lines set apart from those of the other files."""
    for lot in evenements.lots():
        chemin = sortie / f"{EVENEMENTS}-{len(lus.parts):06d}.parquet"
        decale = lot.with_columns(pl.col(LIGNE) + rang * PAR_FICHIER)
        decale.write_parquet(chemin, compression="lz4", statistics=False)
        lus.parts.append(chemin)
    lus.fichiers.append({"nom": nom, "lignes": evenements.nombre})
    lus.inconnues.update(evenements.inconnues)
    lus.changements += list(evenements.changements)
    lus.pseudonymes |= {evenements.entete.pseudonymes} - {""}


def _signe(rapport: Rapport, lus: Lus) -> Rapport:
    """The report, which says when identifiers are a test."""
    return Rapport(
        rapport.fichier, rapport.regime, rapport.evenements, rapport.annee, rapport.resultats, rapport.taux,
        ", ".join(sorted(lus.pseudonymes)), rapport.changements,
    )  # fmt: skip


def _resumer(evenements: Evenements, lus: Lus) -> dict[str, Any]:
    """What was read, without a row: files, children, kinds of events, first and last decision."""
    enfants: list[pl.Series] = []
    types: Counter[str] = Counter()
    jours: list[str] = []
    for lot in evenements.lots(["NUMANONYM", "TYPEV", "DATDECPE"]):
        enfants.append(lot["NUMANONYM"].drop_nulls().unique())
        types.update({t or "": n for t, n in lot["TYPEV"].value_counts().rows()})
        dates = lot.select(pl.col("DATDECPE").str.to_date("%Y-%m-%d", strict=False)).to_series().drop_nulls()
        jours += [j.isoformat() for j in (dates.min(), dates.max()) if j is not None]  # type: ignore[union-attr]
    libelles = regime(2016).par_code["TYPEV"].valeurs
    connus = pl.concat(enfants).filter(pl.concat(enfants) != "").n_unique() if enfants else 0
    return {
        "fichiers": lus.fichiers, "enfants": connus, "inconnues": dict(lus.inconnues.most_common(20)),
        "types": [[libelles.get(t) or (f"type {t}" if t else "sans type"), n] for t, n in sorted(types.items())],
        "periode": [min(jours), max(jours)] if jours else [],
    }  # fmt: skip


def ecrire(rapport: Rapport, sortie: Path) -> None:
    """The report as files: faulty rows, rates, answers."""
    rapport.constats.write_parquet(sortie / CONSTATS, compression="zstd")
    rapport.taux.write_parquet(sortie / TAUX, compression="zstd")
    changements = [[c.variable, c.avant, c.apres, c.nombre, c.doute] for c in rapport.changements]
    dit = rapport.en_json() | {"changements": changements}
    (sortie / RAPPORT).write_text(json.dumps(dit, ensure_ascii=False), encoding="utf-8")


def sans_plafond(parts: Sequence[Path], anterieurs: pl.Series | None) -> pl.DataFrame:
    """Every faulty row of events already read, where the report shows the first ones of each check."""
    with Evenements.de_parquets(parts) as evenements:
        return sans_nul(controler(evenements, appuis=Appuis(anterieurs=anterieurs), plafond=SANS_FIN).constats)


def sans_nul(constats: pl.DataFrame) -> pl.DataFrame:
    """Faulty rows with no null in what names them."""
    return constats.with_columns(
        *(pl.col(c).fill_null("") for c in ("identifiant", "variable", "valeur")), pl.col("ligne").fill_null(0)
    )


def relire(dossier: Path) -> Rapport:
    """The report that ``ecrire`` wrote."""
    dit = json.loads((dossier / RAPPORT).read_text(encoding="utf-8"))
    constats = pl.read_parquet(dossier / CONSTATS)
    par_controle = constats.partition_by("controle", as_dict=True)
    resultats = tuple(
        Resultat(
            _controle(r), Etat(r["etat"]), r["fautes"], par_controle.get((r["controle"],), constats.clear()),
            tuple(r["pourquoi"]), r["note"],
        )
        for r in dit["controles"]
    )  # fmt: skip
    return Rapport(
        dit["fichier"], dit["regime"], dit["evenements"], dit["annee"], resultats, pl.read_parquet(dossier / TAUX),
        dit["pseudonymes"], tuple(Changement(*c) for c in dit["changements"]),
    )  # fmt: skip


def _controle(dit: Mapping[str, Any]) -> Controle:
    """A check by its code; one that Jalons no longer makes is shown as it was."""
    connu = controles().get(dit["controle"])
    if connu is not None:
        return connu
    return Controle(
        dit["controle"], dit["libelle"], Severite(dit["severite"]), "", "ligne", dit["source"], dit["certain"],
        dit["reserve"],
    )  # fmt: skip


def lieu(ligne: int | None, fichiers: Sequence[Mapping[str, Any]]) -> str:
    """Where a row is, in words: its line, and its file when there are several.

    >>> lieu(12, [{"nom": "a.csv"}]), lieu(PAR_FICHIER + 3, [{"nom": "a.csv"}, {"nom": "b.csv"}])
    ('12', 'b.csv, 3')
    """
    if not ligne:
        return ""
    rang, propre = divmod(ligne, PAR_FICHIER)
    return f"{fichiers[rang]['nom']}, {propre}" if len(fichiers) > 1 and rang < len(fichiers) else str(propre)
