"""Bringing the tables of a schéma to what a dossier says: only what differs is written, fiches are never deleted."""

from __future__ import annotations

from typing import Any

from jalons.application.acces.models import Agent
from jalons.application.fiches.models import Cadre, Fiche, Placement, Rubrique
from jalons.application.fiches.services import creer_fiche
from jalons.application.schema.dossier import DossierSchema, FicheSchema
from jalons.application.schema.models import BilanAnterieur, LigneBilan, PlaceACreer, Schema
from jalons.application.schema.services.contenu import ecrire_contenu
from jalons.application.socle.plume import Plume
from jalons.noyau.gabarit_donnees import en_donnees
from jalons.noyau.saisie import EntreeRefusee, Faute

DECLAREES = ("document", "annonces", "pacte", "dates", "chiffres_cles")
"""Parts of the dossier without a table of their own: kept as plain data in ``Schema.declarations``."""


def ecrire(schema: Schema, dossier: DossierSchema, *, par: Agent | None) -> int:
    """Make ``selectors.dossier(schema)`` equal to ``dossier``; the number of rows written.

    Must run in a transaction, that the exception undoes.

    Raises:
        EntreeRefusee: every name that leads nowhere and every value that does not fit.
    """
    if fautes := fautes_de_structure(dossier):
        raise EntreeRefusee(fautes, quoi=dossier.intitule)
    plume = Plume()
    _ecrire_tete(plume, schema, dossier)
    fiches = _ecrire_fiches(plume, schema, dossier, par)
    _Structure(plume, schema, fiches).ecrire(dossier)
    _ecrire_places(plume, schema, dossier, fiches)
    _ecrire_bilan(plume, schema, dossier)
    if plume.fautes:
        raise EntreeRefusee(plume.fautes, quoi=dossier.intitule)
    return plume.ecrits


def fautes_de_structure(dossier: DossierSchema) -> list[Faute]:
    """Numbers that are given twice, or that name nothing."""
    fiches = [f.numero for f in dossier.fiches]
    engagements = [e.numero for e in dossier.engagements]
    fautes = [
        *_doubles(fiches, "fiches", "fiche"),
        *_doubles(engagements, "engagements", "engagement"),
    ]
    for i, e in enumerate(dossier.engagements):
        for j, s in enumerate(e.sous_themes):
            lieu = f"engagements[{i}].sous_themes[{j}].fiches"
            fautes += _inconnus(s.fiches, fiches, lieu, "fiche") + _doubles(s.fiches, lieu, "fiche")
    for i, f in enumerate(dossier.fiches):
        lieu = f"fiches[{i}]"
        fautes += _inconnus(f.engagements, engagements, f"{lieu}.engagements", "engagement")
        fautes += _doubles(f.engagements, f"{lieu}.engagements", "engagement")
        fautes += _doubles([a.numero for a in f.actions], f"{lieu}.actions", "action")
    return fautes + _fautes_des_places(dossier)


def _fautes_des_places(dossier: DossierSchema) -> list[Faute]:
    actions = {f.numero: [a.numero for a in f.actions] for f in dossier.fiches}
    fautes = []
    for nom in ("detail", "hors_total"):
        for i, p in enumerate(getattr(dossier.places, nom, ())):
            lieu = f"places.{nom}[{i}]"
            if p.fiche is not None:
                fautes += _inconnus([p.fiche], list(actions), f"{lieu}.fiche", "fiche")
            if p.action is not None:
                fautes += _inconnus(
                    [p.action], actions.get(p.fiche or 0, []), f"{lieu}.action", "action de cette fiche"
                )
    return fautes


def _doubles(numeros: Any, lieu: str, quoi: str) -> list[Faute]:
    return [
        Faute(lieu, f"Le numéro {n} est donné deux fois ({quoi}) : ne le gardez qu'une fois.", str(n))
        for n in sorted({n for n in numeros if list(numeros).count(n) > 1})
    ]


def _inconnus(numeros: Any, connus: list[int], lieu: str, quoi: str) -> list[Faute]:
    liste = ", ".join(map(str, sorted(connus))) or "aucun"
    return [
        Faute(lieu, f"Le numéro {n} ne désigne aucun élément ({quoi}). Numéros connus : {liste}.", str(n), liste)
        for n in numeros
        if n not in connus
    ]


def _ecrire_tete(plume: Plume, schema: Schema, dossier: DossierSchema) -> None:
    cadre: Cadre = schema.cadre
    plume.poser(cadre, "intitule", titre=dossier.intitule, debut=dossier.periode.debut, fin=dossier.periode.fin)
    schema.cadre_id = cadre.pk
    gardees = {c: v for c, v in schema.declarations.items() if c not in DECLAREES}
    valeurs = {c: en_donnees(v) for c in DECLAREES if (v := getattr(dossier, c)) not in (None, ())}
    places = dossier.places
    plume.poser(
        schema, "schema", adopte_le=dossier.adopte_le, complete=dossier.complete,
        places_completes=places.complete if places else None,
        places_annoncees=places.total_annonce if places else None, declarations={**gardees, **valeurs},
    )  # fmt: skip


def _ecrire_fiches(plume: Plume, schema: Schema, dossier: DossierSchema, par: Agent | None) -> dict[int, Fiche]:
    """The fiches by number; one that the dossier no longer has leaves the schéma, and stays a fiche."""
    base = Placement.objects.filter(cadre_id=schema.pk, rubrique=None, numero__isnull=False)
    places = {p.numero: p for p in base.select_related("fiche")}
    fiches: dict[int, Fiche] = {}
    nouvelles: set[int] = set()
    for rang, voulue in enumerate(dossier.fiches):
        lieu = f"fiches[{rang}]"
        place = places.pop(voulue.numero, None)
        if place is None:
            place = _place_neuve(schema, voulue, par)
            nouvelles.add(place.fiche.pk)
        plume.poser(place, lieu, ordre=rang, numero=voulue.numero)
        fiches[voulue.numero] = place.fiche
    ecrire_contenu(plume, dossier.fiches, fiches, nouvelles)
    for perdue in places.values():
        Placement.objects.filter(cadre_id=schema.pk, fiche=perdue.fiche).delete()
        plume.ecrits += 1
    return fiches


def _place_neuve(schema: Schema, voulue: FicheSchema, par: Agent | None) -> Placement:
    fiche = creer_fiche(collectivite=schema.collectivite_id, titre=voulue.titre[:300], par=par)
    return Placement(cadre_id=schema.pk, collectivite_id=schema.collectivite_id, fiche=fiche)


class _Structure:
    """Engagements, sub-themes, and the fiches under each."""

    def __init__(self, plume: Plume, schema: Schema, fiches: dict[int, Fiche]) -> None:
        self.plume, self.schema, self.fiches = plume, schema, fiches
        rubriques = Rubrique.objects.filter(cadre_id=schema.pk, retire_le=None).order_by("ordre", "id")
        self.libres = list(rubriques)
        self.places: dict[tuple[int | None, int], Placement] = {
            (p.rubrique_id, p.fiche_id): p for p in Placement.objects.filter(cadre_id=schema.pk, rubrique__isnull=False)
        }

    def ecrire(self, dossier: DossierSchema) -> None:
        par_numero: dict[int, Rubrique] = {}
        for i, e in enumerate(dossier.engagements):
            engagement = self._poser(f"engagements[{i}]", i, "engagement", None, numero=e.numero, titre=e.titre)
            par_numero[e.numero] = engagement
            for j, s in enumerate(e.sous_themes):
                theme = self._poser(f"engagements[{i}].sous_themes[{j}]", j, "sous_theme", engagement, titre=s.titre)
                for rang, numero in enumerate(s.fiches):
                    self._placer(theme, numero, rang)
        for f in dossier.fiches:
            for rang, numero in enumerate(f.engagements):
                self._placer(par_numero[numero], f.numero, rang)
        for place in self.places.values():
            self.plume.retirer(place)
        for rubrique in sorted(self.libres, key=lambda r: r.parent_id is None):
            self.plume.retirer(rubrique)

    def _poser(self, lieu: str, ordre: int, genre: str, parent: Rubrique | None, **valeurs: Any) -> Rubrique:
        candidates = [r for r in self.libres if r.genre == genre and (parent is None or r.parent_id == parent.pk)]
        cle = "numero" if "numero" in valeurs else "titre"
        rubrique = next((r for r in candidates if getattr(r, cle) == valeurs[cle]), None)
        if rubrique is None and cle == "titre":
            rubrique = next((r for r in candidates if r.ordre == ordre), None)  # renamed
        if rubrique is None:
            rubrique = Rubrique(cadre_id=self.schema.pk, collectivite_id=self.schema.collectivite_id, genre=genre)
        else:
            self.libres.remove(rubrique)
        self.plume.poser(rubrique, lieu, parent=parent, ordre=ordre, **valeurs)
        return rubrique

    def _placer(self, rubrique: Rubrique, numero: int, ordre: int) -> None:
        fiche = self.fiches[numero]
        place = self.places.pop((rubrique.pk, fiche.pk), None) or Placement(
            cadre_id=self.schema.pk, collectivite_id=self.schema.collectivite_id, rubrique=rubrique, fiche=fiche
        )
        self.plume.poser(place, "engagements", ordre=ordre)


def _ecrire_places(plume: Plume, schema: Schema, dossier: DossierSchema, fiches: dict[int, Fiche]) -> None:
    anciennes = list(PlaceACreer.objects.filter(schema=schema).order_by("ordre", "id"))
    voulues = [(x, p, hors) for x, hors in (("detail", False), ("hors_total", True))
               for p in getattr(dossier.places, x, ())]  # fmt: skip
    actions = {(a.fiche_id, a.numero): a for f in fiches.values() for a in f.actions.all()} if voulues else {}
    for rang, (partie, place, hors) in enumerate(voulues):
        fiche = fiches[place.fiche] if place.fiche is not None else None
        meme = next((x for x in anciennes if (x.type, x.hors_total) == (place.type, hors)), None)
        if meme is not None:
            anciennes.remove(meme)
        ligne = meme or PlaceACreer(schema=schema, collectivite_id=schema.collectivite_id)
        plume.poser(
            ligne, f"places.{partie}[{rang}]", type=place.type, nombre=place.nombre, fiche=fiche, hors_total=hors,
            action=actions[fiche.pk, place.action] if fiche and place.action is not None else None, ordre=rang,
        )  # fmt: skip
    for ligne in anciennes:
        plume.retirer(ligne)


def _ecrire_bilan(plume: Plume, schema: Schema, dossier: DossierSchema) -> None:
    ancien = BilanAnterieur.objects.filter(schema=schema).first()
    voulu = dossier.bilan
    anciennes = list(LigneBilan.objects.filter(bilan=ancien).order_by("ordre", "id")) if ancien else []
    if voulu is not None:
        bilan = ancien or BilanAnterieur(schema=schema, collectivite_id=schema.collectivite_id)
        plume.poser(
            bilan, "bilan", intitule=voulu.intitule, complete=voulu.complete,
            debut=voulu.periode.debut if voulu.periode else None, fin=voulu.periode.fin if voulu.periode else None,
            orientations_annoncees=voulu.orientations_annoncees, priorites_annoncees=voulu.priorites_annoncees,
            actions_annoncees=voulu.actions_annoncees,
        )  # fmt: skip
        lignes = _Lignes(plume, bilan, anciennes)
        for i, o in enumerate(voulu.orientations):
            lieu = f"bilan.orientations[{i}]"
            orientation = lignes.poser(lieu, i, "orientation", None, o.numero, o.titre)
            for j, p in enumerate(o.priorites):
                priorite = lignes.poser(f"{lieu}.priorites[{j}]", j, "priorite", orientation, p.numero, p.titre)
                for k, a in enumerate(p.actions):
                    lignes.poser(f"{lieu}.priorites[{j}].actions[{k}]", k, "action", priorite, a.numero, a.titre,
                                 a.statut.value)  # fmt: skip
    for genre in ("action", "priorite", "orientation"):
        for ligne in [x for x in anciennes if x.genre == genre]:
            plume.retirer(ligne)
    if voulu is None and ancien is not None:
        plume.retirer(ancien)


class _Lignes:
    """The lines of a bilan; those met are taken out of ``anciennes``."""

    def __init__(self, plume: Plume, bilan: BilanAnterieur, anciennes: list[LigneBilan]) -> None:
        self.plume, self.bilan, self.anciennes = plume, bilan, anciennes

    def poser(
        self, lieu: str, ordre: int, genre: str, parent: LigneBilan | None, numero: int, titre: str,
        statut: str = "inconnu",
    ) -> LigneBilan:  # fmt: skip
        cle = parent.pk if parent else None
        ligne = next((x for x in self.anciennes if (x.genre, x.parent_id, x.numero) == (genre, cle, numero)), None)
        if ligne is not None:
            self.anciennes.remove(ligne)
        else:
            ligne = LigneBilan(bilan=self.bilan, collectivite_id=self.bilan.collectivite_id, genre=genre)
        self.plume.poser(ligne, lieu, parent=parent, numero=numero, titre=titre, statut=statut, ordre=ordre)
        return ligne
