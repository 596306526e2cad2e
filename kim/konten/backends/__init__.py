"""How people sign in: what allauth and axes call back. Named in the settings by module, as allauth does."""
