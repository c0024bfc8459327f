"""What the statistics hold to."""

FEWEST = 10  # people; of fewer nothing is shown but to the exam office (promise: item times, marks)
FEW = 30  # of fewer the figures say little
BARS = 10  # of the histogram
EXAM_OFFICE = "officer"
