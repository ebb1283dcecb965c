"""What a schéma's document says of its fiches, written into them; their status and notes belong to agents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from jalons.application.fiches.models import Action, Etape, Fiche, Intervenant, Lien, Resultat
from jalons.application.schema.dossier import FicheSchema, Point
from jalons.application.socle.plume import Plume


def ecrire_contenu(
    plume: Plume, voulues: Sequence[FicheSchema], fiches: Mapping[int, Fiche], nouvelles: set[int]
) -> None:
    """Bring each fiche (by its number in the schéma) to what the document says of it.

    Args:
        nouvelles: keys of the fiches just created, whose version stays 1.
    """
    listes = {m: _par_fiche(m, fiches) for m in (Intervenant, Resultat, Lien, Action)}
    etapes: dict[int, list[Etape]] = defaultdict(list)
    for etape in Etape.objects.filter(action__fiche__in=list(fiches.values())).order_by("ordre", "id"):
        etapes[etape.action_id].append(etape)
    for rang, voulue in enumerate(voulues):
        fiche, lieu = fiches[voulue.numero], f"fiches[{rang}]"
        if "\n" in "".join(voulue.constats):
            voulue_constats = "\n".join(c.replace("\n", " ") for c in voulue.constats)
        else:
            voulue_constats = "\n".join(voulue.constats)
        change = plume.poser(
            fiche, lieu, titre=voulue.titre, objet=voulue.objet, public=voulue.public, calendrier=voulue.calendrier,
            financements=voulue.financements, constats=voulue_constats,
        )  # fmt: skip
        if change and fiche.pk not in nouvelles:
            plume.poser(fiche, lieu, version=fiche.version + 1)
        for role, noms in (("pilote", voulue.pilotes), ("partenaire", voulue.partenaires)):
            anciens = [x for x in listes[Intervenant][fiche.pk] if x.role == role]
            _textes(plume, Intervenant, fiche, f"{lieu}.{role}s", "nom", noms, anciens, role=role)
        _textes(plume, Resultat, fiche, f"{lieu}.resultats_attendus", "texte", voulue.resultats_attendus,
                listes[Resultat][fiche.pk])  # fmt: skip
        liens = [x for x in listes[Lien][fiche.pk] if x.texte]
        _textes(plume, Lien, fiche, f"{lieu}.liens", "texte", voulue.liens, liens)
        _actions(plume, fiche, voulue, lieu, listes[Action][fiche.pk], etapes)


def _par_fiche(modele: Any, fiches: Mapping[int, Fiche]) -> dict[int, list[Any]]:
    par: dict[int, list[Any]] = defaultdict(list)
    for ligne in modele.objects.filter(fiche__in=list(fiches.values())):
        par[ligne.fiche_id].append(ligne)
    return par


def _textes(
    plume: Plume, modele: Any, fiche: Fiche, lieu: str, champ: str, voulus: Sequence[str], anciens: list[Any],
    **fixes: Any,
) -> None:  # fmt: skip
    """A list of texts: a row that says the same is kept, with what an agent tied to it."""
    libres = list(anciens)
    retenus: list[Any] = []
    for texte in voulus:
        pareil = next((x for x in libres if getattr(x, champ) == texte), None)
        if pareil is not None:
            libres.remove(pareil)
        retenus.append(pareil)
    for rang, (texte, ligne) in enumerate(zip(voulus, retenus, strict=True)):
        neuve = ligne or (libres.pop(0) if libres else modele(fiche=fiche, collectivite_id=fiche.collectivite_id))
        plume.poser(neuve, f"{lieu}[{rang}]", ordre=rang, **{champ: texte}, **fixes)
    for ligne in libres:
        plume.retirer(ligne)


def _actions(
    plume: Plume, fiche: Fiche, voulue: FicheSchema, lieu: str, anciennes: list[Action],
    etapes: Mapping[int, list[Etape]],
) -> None:  # fmt: skip
    par_numero = {a.numero: a for a in anciennes}
    for rang, entree in enumerate(voulue.actions):
        ici = f"{lieu}.actions[{rang}]"
        action = par_numero.pop(entree.numero, None)
        if action is None:
            action = Action(fiche=fiche, collectivite_id=fiche.collectivite_id, numero=entree.numero)
        plume.poser(action, ici, titre=entree.titre)
        _points(plume, action, ici, entree.points, etapes.get(action.pk, []))
    for action in par_numero.values():
        for etape in etapes.get(action.pk, []):
            plume.retirer(etape)
        plume.retirer(action)


def _points(plume: Plume, action: Action, lieu: str, points: Sequence[Point], anciennes: Sequence[Etape]) -> None:
    for rang, point in enumerate(points):
        etape = anciennes[rang] if rang < len(anciennes) else None
        if etape is None:
            etape = Etape(action=action, collectivite_id=action.collectivite_id)
        plume.poser(etape, f"{lieu}.points[{rang}]", ordre=rang, niveau=point.niveau, texte=point.texte)
    for etape in anciennes[len(points):]:  # fmt: skip
        plume.retirer(etape)
