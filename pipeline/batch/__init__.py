"""Many documents: found, read side by side in worker processes, and given to the store."""
