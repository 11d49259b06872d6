"""What is mechanical in a translation and can be put right without its language: one kind a module."""
