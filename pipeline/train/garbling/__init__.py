"""The errors of readers of the wrong language, learnt from lines that we print ourselves."""
