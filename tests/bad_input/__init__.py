"""Every form of the site × every kind of bad input, counted.

table_<app>.py lists what the site takes by POST, one `Post` for each form, button or bulk choice; test_counted.py compares the list with
the URLconf, so that a new form fails until it is in it. One file for each rule walks the list:

    test_missing          a required answer is left out
    test_too_long         every text is longer than may be
    test_wrong_kind       letters for numbers, days that do not exist, choices that are not offered, NUL characters, files of another kind
    test_hostile_text     script, attributes, template tags and spreadsheet formulas
    test_files              a file under a strange name
    test_double_submit    the button is pressed twice, or in two tabs
    test_stale            somebody else was faster
    test_anothers         somebody else's object

To add a form: write its `Post` into the table of its app. Forms are filled in and sent as a browser would send them, with whatever the
page carries in hidden fields (page.py, sitting.py); "nothing has changed" is asked of every row of every table (everything.py).
"""
