"""Other programs on the same scans, in one run: what they read, how fast, with how much memory."""
