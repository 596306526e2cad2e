"""Who may do what in this module. Default deny; every answer says why.

One file per aggregate; whoever asks says `permissions.darf_…` and need not know the file.
"""

from casemgmt.permissions.akteure import *
from casemgmt.permissions.beraten import *
from casemgmt.permissions.beratungen import *
from casemgmt.permissions.einwilligungen import *
from casemgmt.permissions.faelle import *
from casemgmt.permissions.fallkonferenzen import *
from casemgmt.permissions.ohne_netz import *
from casemgmt.permissions.personen import *
from casemgmt.permissions.rechte import *
from casemgmt.permissions.schutzorte import *
from casemgmt.permissions.sicht import *
from casemgmt.permissions.termine import *
from casemgmt.permissions.uebernahme import *
from casemgmt.permissions.verweise import *
from casemgmt.permissions.zugang import *
