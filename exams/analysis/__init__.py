"""What a sitting says of its questions and of itself as a measurement."""
