"""Die Geschäftsordnung als reine Funktionen von Werten: keine Uhr, keine Datenbank, nur ganze Zahlen.

Zeitpunkte sind Ortszeit (Europe/Berlin) ohne Zeitzone, so wie sie auf der Uhr des Sitzungsraums stehen.
"""
