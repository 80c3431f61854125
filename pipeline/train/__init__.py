"""What rebuilds or tests the models: composed paper, language model, recogniser, calibration."""
