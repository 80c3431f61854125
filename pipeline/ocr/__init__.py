"""Reading: page regions are cut into lines, and an engine reads lines in batches."""
