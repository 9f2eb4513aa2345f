"""Text recognised in pictures of pages: by Tesseract, or before and kept beside the file."""
