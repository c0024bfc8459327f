"""The pages of marking and of objections."""
