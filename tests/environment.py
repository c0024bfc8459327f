"""Loaded before the settings: a data directory and secrets of the test run's own."""

import os
import tempfile

os.environ.setdefault("HEZHONG_SECRET_KEY", "only-for-tests")
os.environ.setdefault("HEZHONG_DATA", tempfile.mkdtemp(prefix="hezhong-test-"))
os.environ.setdefault("HEZHONG_PUBLIC_URL", "https://rmtj.example.gov.cn")
