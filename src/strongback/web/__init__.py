"""The front door: pages, an API for the player, and the store; thin over the rooms below."""
