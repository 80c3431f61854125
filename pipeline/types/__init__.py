"""What flows between the stages: frozen values that import nothing of ours."""
