"""Paper of our own: plans composed with their gold, printed, worn and written as scans."""
