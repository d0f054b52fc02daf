"""Measure this app beside three rivals, in one interleaved run.

Needs the app's requirements and `pip install -r tests/requirements.txt`, a Chromium, openssl, and once
npm for the CDN files; then `python -m tests.bench` from the project's root (see --help).
"""
