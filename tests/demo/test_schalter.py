"""Without the switch there is no demo."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command


def test_without_the_switch_nothing_is_made(db, settings) -> None:
    settings.KIM_DEMO = False
    with pytest.raises(CommandError, match="ausgeschaltet"):
        call_command("demo_laden")
    assert not get_user_model().objects.exists()
