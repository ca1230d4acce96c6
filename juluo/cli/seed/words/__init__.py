"""What the demo says, in Chinese. All of it was written for it."""
