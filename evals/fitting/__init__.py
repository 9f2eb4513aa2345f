"""What is learnt: calibration, gain, translations, weights of answers, the reader."""
