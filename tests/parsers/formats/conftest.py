"""Tests of what reads scans need the extra ``ocr``; without it ``test_scan_pages`` says so and these are left out."""

from parsers.formats._scan_pages import can_read_scans

collect_ignore = (
    []
    if can_read_scans()
    else [
        "test_pdf_scans.py",
        "test_scan_engine.py",
        "test_scan_glyphs.py",
        "test_scan_grid.py",
        "test_scan_ink.py",
        "test_scan_lines.py",
        "test_scan_marks.py",
        "test_scan_page.py",
        "test_scan_pictures.py",
        "test_scan_rules.py",
        "test_scan_straighten.py",
    ]
)
