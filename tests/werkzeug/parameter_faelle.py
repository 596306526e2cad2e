"""With which record of the world each page of a case, a request or a plan is called."""

from __future__ import annotations

FAELLE: dict[str, str] = {
    **{
        f"fall-{seite}": "fall"
        for seite in (
            "detail",
            "nicht-fortsetzen",
            "wieder-aufnehmen",
            "verantwortung",
            "umziehen",
            "vertretung",
            "uebergabe",
            "wiedervorlage",
            "personen",
        )
    },
    **{f"fall-{seite}": "langfristiger_fall" for seite in ("weiter", "abschliessen")},
    "fall-plan": "planfall",
    "plan-beginnen": "planfall",
    "vertretung-beenden": "fallvertretung",
    "wiedervorlage-erledigt": "wiedervorlage",
    **{f"fallperson-{seite}": "fallperson" for seite in ("beenden", "hauptperson")},
    **{
        f"anfrage-{seite}": "anfrage"
        for seite in ("detail", "uebernehmen", "zuordnen", "weitergeben", "ablehnen")
    },
    **{
        f"plan-{seite}": "plan"
        for seite in ("detail", "pruefen", "stand", "drucken", "unterschreiben", "hochladen")
    },
    **dict.fromkeys(("planziel-neu", "plan-vereinbaren"), "plan_entwurf"),
    **dict.fromkeys(("planziel-aendern", "planziel-streichen", "planschritt-neu"), "planziel"),
    **dict.fromkeys(("planschritt-aendern", "planschritt-streichen"), "planschritt"),
    **dict.fromkeys(("plan-druck", "plan-druck-wiederholen"), "plandruck"),
}
