"""Learns how probably a field is right from the signals that the stages leave."""
