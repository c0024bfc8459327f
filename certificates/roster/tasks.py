"""What jobs of the roster do: papers that somebody asked for."""

from certificates.roster.appraising import printing
from exams import copies

copies.made_by(printing.FORM, printing.make_copy)
