"""A small edition: children by place and age, rates by département, one chart, one map."""

import json

from jalons.analyse.publications.lecture import lire

LIEUX = "code,parent\nNord,Haut\nSud,Bas\nEst,Bas\n"
CONFIES = "lieu,age,nombre\nNord,0-5,3\nNord,6-17,20\nSud,0-5,14\nSud,6-17,30\nEst,0-5,50\nEst,6-17,0\n"
TAUX = "departement,taux\n62,21.5\n59,18.2\n2A,9.1\n971,nd\n69M,12\n75,s\n76,0\n"
TEXTE = """
titre: "Note d'essai"
departement: "Département d'essai"
jour: "2025-06-02"
hierarchies: {lieu: lieux.csv}
tableaux:
  - {code: confies, titre: "Enfants confiés", fichier: confies.csv, dimensions: [lieu, age], population: "Enfants confiés",
     au: "2024-12-31", unite: enfants, source: Registres, indicateur: confies_mineurs}
  - {code: taux, titre: "Taux", fichier: taux.csv, dimensions: [departement], valeur: taux, genre: public, unite: "‰",
     population: "Enfants accueillis", au: "2020-12-31", source: "Série publique", definition: "Un taux d'essai."}
chiffres:
  - {libelle: "confiés", tableau: confies}
  - {libelle: "de 0 à 5 ans dans le Nord", tableau: confies, cellule: {lieu: Nord, age: "0-5"}}
graphiques:
  - {code: ages, titre: "Âges", tableau: confies, dimension: age}
  - {code: petits, titre: "Petits", tableau: confies, dimension: lieu, filtre: {age: "0-5"}, genre: points}
cartes:
  - {code: france, titre: "Carte", tableau: taux, dimension: departement, fond: departements}
textes:
  - {titre: "À retenir", texte: "Des <b>mots</b>."}
"""


def fichiers(**autres):
    dits = {"confies.csv": CONFIES, "lieux.csv": LIEUX, "taux.csv": TAUX} | autres
    return {nom: texte.encode() if isinstance(texte, str) else texte for nom, texte in dits.items()}


def edition(texte=TEXTE, **remplace):
    for avant, apres in remplace.items():
        texte = texte.replace(avant, apres)
    return lire(texte.encode())


def contours(dossier):
    """Three départements, in the form of the npm package."""
    carre = "m 0,0 10,0 0,10 -10,0 z"
    lieux = [
        {"name": n, "id": c, "path": carre}
        for c, n in (("62", "Pas-de-Calais"), ("59", "Nord"), ("2a", "Corse-du-Sud"), ("69", "Rhône"))
    ]
    chemin = dossier / "index.js"
    chemin.write_text("export default " + json.dumps({"label": "x", "viewBox": "0 0 100 100", "locations": lieux}))
    return chemin


def carre(code, ouest=2.0, sud=50.0, cote=0.1, **proprietes):
    points = [[ouest, sud], [ouest + cote, sud], [ouest + cote, sud + cote], [ouest, sud + cote], [ouest, sud]]
    return {
        "type": "Feature",
        "properties": {"code": code, **proprietes},
        "geometry": {"type": "Polygon", "coordinates": [points]},
    }


def geojson(*zones):
    return json.dumps({"type": "FeatureCollection", "features": list(zones)}).encode()
