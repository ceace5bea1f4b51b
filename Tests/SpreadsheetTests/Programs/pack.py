"""Packs a zip archive again, as hard as it goes: argument 1 is the archive, argument 2 the new one."""
import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
    for name in old.namelist():
        new.writestr(name, old.read(name))
