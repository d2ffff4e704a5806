"""Sessions of independent clients against `wscope serve`: what is sent has to come back."""
