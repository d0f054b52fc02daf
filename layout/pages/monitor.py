"""Monitoring: a user's actuals held against the targets."""

from layout.pages import site

site.panel("monitor")
