"""Takes one file out of a wheel: unpack_file.py WHEEL MEMBER FILE."""
import pathlib
import sys
import zipfile

wheel, member, file = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    pathlib.Path(file).write_bytes(archive.read(member))
