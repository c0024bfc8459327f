"""A child that does not come back."""

import os
import signal

os.kill(os.getpid(), signal.SIGKILL)
