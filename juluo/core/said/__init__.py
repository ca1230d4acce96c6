"""Things said: whatever a member says where others read it, reported, hidden and shown in one way (`kinds.py`)."""
