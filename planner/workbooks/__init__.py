"""Workbooks for people: what is filled in, looked at and printed in Excel or LibreOffice.

Nothing is imported here: openpyxl takes a fifth of a second to load, and most commands write no workbook.
"""
