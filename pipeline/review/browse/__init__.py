"""The second face of the server: search, deadlines, indicators and plans, for looking only."""
