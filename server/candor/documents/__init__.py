"""What does an ID document say? Portrait, machine readable zone, barcode; compared with the application."""
