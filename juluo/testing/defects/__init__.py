"""Defects that tests plant on purpose: a check of safety counts only if it was seen to fail.

A server gets one by `DJANGO_SETTINGS_MODULE=juluo.testing.defects.settings` and `DEFECT`, the name of a class in
`apps.py`. Nothing outside the tests names these modules.
"""
