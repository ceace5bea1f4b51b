"""Writes, with openpyxl, the workbook that OtherProgramsTests expects: argument 1 is its path."""
import sys

import openpyxl
from openpyxl.styles import Font

book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Products"
sheet.append(["SKU", "Name", "Price", "On", "Bad", "Sum", "Big"])
sheet["A1"].font = Font(bold=True)
sheet.append(["000123", "₹ shirt\nlarge 😀", 1299.5, True, "#N/A", "=1+1", 100234])
sheet.append([])
sheet.append([100234.0, " lead & <trail> ", 0.1 + 0.2, False, None, None, 8901234567890])
sheet.column_dimensions["A"].width = 30
hidden = book.create_sheet("Notes")
hidden.sheet_state = "hidden"
hidden.append(["not this one"])
book.save(sys.argv[1])
