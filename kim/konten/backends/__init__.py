"""How people sign in: what allauth and axes call back."""
