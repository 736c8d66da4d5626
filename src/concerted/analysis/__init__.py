"""The mathematics of equity, voice and fairness: pure functions on arrays, without Django."""
