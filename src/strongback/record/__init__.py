"""What happened: events, session records, notes and the history they make; reading and writing them."""
