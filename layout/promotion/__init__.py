"""A park as an investor reads it: what its page, its sheet, its slide and its column in a workbook share."""
