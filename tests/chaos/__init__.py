"""The chaos test of exams: candidates sit while processes are killed, PostgreSQL is restarted at
once and Redis is flushed; then the database is compared with what the candidates were told.

`python -m tests.chaos` is the full form; see docs/operating.md.
"""
