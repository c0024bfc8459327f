"""The pages of exams: what a person may take (mine), the paper (paper), the results (office)."""
