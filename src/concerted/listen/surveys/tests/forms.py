"""Workbooks as people make them in a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import openpyxl

KOBO_SURVEY = """
type | name | label::English (en) | label::Español (es) | hint::English (en) | required | relevant | constraint | appearance | calculation | choice_filter | $kuid
start | start
end | end
begin_group | household | Your household | Su hogar | | | | | field-list | | | a1
integer | people | How many people live with you? | ¿Cuántas personas viven con usted? | Count children too. | true | | . >= 1 and . <= 20
select_one yes_no | rent | Do you pay rent? | ¿Paga renta? | | yes
decimal | amount | How much is the rent? | ¿Cuánto paga de renta? | | | ${rent} = '1' | . > 0
select_multiple needs or_other | needs | What do you need? | ¿Qué necesita? | | | | | minimal
end_group
text | story | Tell us more | Cuéntenos más | | | ${people} > 3 and (selected(${needs}, 'food') or selected(${needs}, 'ride')) | | multiline
rank needs | first | What matters most? | ¿Qué importa más?
range | trust | How much do you trust us? | ¿Cuánto confía?
date | moved | When did you move here? | ¿Cuándo llegó?
note | thanks | Thank you! | ¡Gracias!
calculate | total | | | | | | | | ${people} * 2
geopoint | place | Where do you live? | ¿Dónde vive?
"""
KOBO_CHOICES = """
list_name | name | label::English (en) | label::Español (es)
yes_no | 1 | Yes | Sí
yes_no | 0 | No | No
needs | food | Food | Comida
needs | ride | A ride | Transporte
needs | none | Nothing | Nada
"""
KOBO_SETTINGS = """
form_title | default_language | form_id | style
How are you housed? | English (en) | housing_1 | pages
"""


def rows_of(text: str) -> list[list[str | None]]:
    """A table drawn with bars, one row in each line."""
    return [
        [cell.strip() or None for cell in line.split(" |")]
        for line in text.strip("\n").splitlines()
        if line.strip()
    ]


def make_form(folder: Path, survey: str, choices: str = "", settings: str = "") -> Path:
    """A workbook with the sheets that are given."""
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for name, text in (("survey", survey), ("choices", choices), ("settings", settings)):
        if text:
            sheet = book.create_sheet(name)
            for row in rows_of(text):
                sheet.append(row)
    path = folder / "form.xlsx"
    book.save(path)
    return path


def kobo_form(folder: Path) -> Path:
    """A form as KoboToolbox gives it: two languages, a group, what devices record."""
    return make_form(folder, KOBO_SURVEY, KOBO_CHOICES, KOBO_SETTINGS)
