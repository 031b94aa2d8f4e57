"""How often each poster's code was followed, small numbers left out."""
