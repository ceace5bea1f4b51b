"""Prints, as JSON, what openpyxl reads from a workbook: argument 1 is its path."""
import json
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps([
    {
        "name": sheet.title,
        "frozen": sheet.freeze_panes,
        "bold": sheet["A1"].font.b,
        "width": sheet.column_dimensions["A"].width,
        "cells": [[[cell.data_type, str(cell.value)] for cell in row] for row in sheet.iter_rows()],
    }
    for sheet in book
]))
