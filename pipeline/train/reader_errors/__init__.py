"""The error model of a reader, learnt from composed scans whose text is known."""
