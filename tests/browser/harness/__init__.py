"""What the browser tests of the player stand on: a small script, a page, and a server for both."""
