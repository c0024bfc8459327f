"""The platform that everything else stands on."""

import gc

# Loading makes a million objects that stay: looking for garbage among them after every 700 took a
# fifth of the time until a process works.
gc.set_threshold(50_000, 20, 20)
