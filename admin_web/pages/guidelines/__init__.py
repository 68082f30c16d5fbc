"""What people say on guidelines."""
