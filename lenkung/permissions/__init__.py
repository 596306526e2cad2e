"""Who may do what in this module. Default deny; every answer says why.

A Gremium is a scope of its own: a role may be held on the Kreis or on one Gremium. Members and deputies see
the Gremien in which they hold a seat today, whatever their role is held on. One file per aggregate; whoever
asks says `permissions.darf_…` and need not know the file.
"""

from lenkung.permissions.abfragen import *
from lenkung.permissions.altniederschriften import *
from lenkung.permissions.arbeitsgruppen import *
from lenkung.permissions.beschluesse import *
from lenkung.permissions.erinnerungen import *
from lenkung.permissions.genehmigung import *
from lenkung.permissions.geschaeftsordnung import *
from lenkung.permissions.gremien import *
from lenkung.permissions.mappe import *
from lenkung.permissions.nachtragen import *
from lenkung.permissions.niederschrift import *
from lenkung.permissions.rechte import *
from lenkung.permissions.sendungen import *
from lenkung.permissions.sitzungen import *
from lenkung.permissions.sprechzettel import *
from lenkung.permissions.tagesordnung import *
from lenkung.permissions.teilnahmen import *
from lenkung.permissions.umlauf import *
from lenkung.permissions.unterschriften import *
from lenkung.permissions.verlauf import *
from lenkung.permissions.veroeffentlichung import *
from lenkung.permissions.vorbereitung import *
from lenkung.permissions.vorschlaege import *
