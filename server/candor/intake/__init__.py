"""What does an application say, and where does it say it? Files, rows and CVs become values with their places."""
