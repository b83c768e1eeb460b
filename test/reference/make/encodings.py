"""Writes ../encodings.json: tables of scores in the encodings that spreadsheets save in, by Python's codecs.

Run with any Python 3: python3 test/reference/make/encodings.py
"""

import base64
import json
import platform
from pathlib import Path

WESTERN = ["Ana", "Björn", "Chloé", "Rémi", "Émile", "Zoë", "João", "Müller", "Ødegård", "Ian"]
GREEK = ["Νίκος", "Ελένη", "Γιώργος", "Ian"]
CYRILLIC = ["Иван", "Наталья", "Щукин", "Ian"]
JAPANESE = ["面接１", "が行", "田中さん", "Ian"]
# encoding as the project names it: codec, names
CASES = {
    "UTF-8": ("utf-8", WESTERN),
    "UTF-8 with mark": ("utf-8-sig", WESTERN),
    "UTF-16LE": ("utf-16-le", WESTERN),
    "UTF-16BE": ("utf-16-be", JAPANESE),
    "UTF-16 with mark": ("utf-16", WESTERN),
    "Windows-1252": ("cp1252", WESTERN),
    "ISO-8859-15": ("iso8859-15", ["Šárka", "Cœur", "Žofie", "Ian"]),
    "CP850 (DOS)": ("cp850", WESTERN),
    "Mac Roman": ("mac_roman", WESTERN),
    "Windows-1250": ("cp1250", ["Łukasz", "Dvořák", "Šárka", "Świętek", "Ian"]),
    "Windows-1251": ("cp1251", CYRILLIC),
    "KOI8-R": ("koi8-r", CYRILLIC),
    "Windows-1253": ("cp1253", GREEK),
    "Windows-1254": ("cp1254", ["Işık", "Ağaoğlu", "Şule", "Ian"]),
    "Windows-1257": ("cp1257", ["Žydrūnas", "Jānis", "Ģirts", "Ian"]),
    "Shift_JIS": ("cp932", JAPANESE),
    "EUC-JP": ("euc_jp", JAPANESE),
    "EUC-KR": ("cp949", ["김민준", "이서연", "Ian"]),
    "GB18030": ("gb18030", ["李娜", "王小明", "Ian"]),
    "Big5": ("big5", ["陳大文", "林美玲", "Ian"]),
}


def table(names):
    return "participant;score\r\n" + "".join(f"{name};{1 + i % 6},5\r\n" for i, name in enumerate(names))


cases = [
    {"encoding": encoding, "names": names, "bytes": base64.b64encode(table(names).encode(codec)).decode()}
    for encoding, (codec, names) in CASES.items()
]
cases.append(
    {
        "encoding": "UTF-8 encoded twice",
        "names": WESTERN,
        "bytes": base64.b64encode(
            table(WESTERN).encode("utf-8").decode("latin-1").encode("utf-8")
        ).decode(),
    }
)
out = {"tool": f"Python {platform.python_version()} codecs", "cases": cases}
path = Path(__file__).parent.parent / "encodings.json"
path.write_text(json.dumps(out, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
