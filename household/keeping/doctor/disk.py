"""The disk: whether there is room, whether it can be written, and whether only its owner can read the house."""

import os
import shutil
from collections.abc import Iterator

from household.keeping.doctor.finding import DISK, Finding, Said, megabytes
from household.keeping.doctor.house import House
from household.keeping.prompt import tilde
from household.keeping.room import BALLAST, LITTLE, kept


def look(house: House) -> Iterator[Finding]:
    folder = tilde(house.data)
    if not house.data.is_dir():
        said = Said("There is no folder %(folder)s.", folder=folder)
        todo = Said("It is made when the house first opens. If there should be one, say where with --data. Else type:")
        yield Finding(DISK, False, said, todo, house.opening())
        return
    if not os.access(house.data, os.R_OK | os.X_OK):
        said = Said("You may not look into the folder %(folder)s.", folder=folder)
        yield Finding(DISK, False, said, Said("Ask as the one who may. Type:"), house.as_root("doctor"))
        return
    yield room(house)
    yield writing(house)
    yield keeping_to_itself(house)


def room(house: House) -> Finding:
    free = shutil.disk_usage(house.data).free
    figures = f"{megabytes(free)} free"
    if free >= LITTLE:
        return Finding(DISK, True, Said("There is room on the disk."), figures=figures)
    said, ballast, sudo = Said("The disk is nearly full."), house.data / BALLAST, "sudo " if house.installed else ""
    if ballast.exists():
        todo = Said("Take away what nobody needs. If the house can’t write any more, this frees a little:")
        return Finding(DISK, False, said, todo, f"{sudo}rm {tilde(ballast)}", figures)
    return Finding(DISK, False, said, Said("Take away what nobody needs. This shows what is large:"), "df -h", figures)


def writing(house: House) -> Finding:
    if os.statvfs(house.data).f_flag & os.ST_RDONLY:
        said = Said("The disk can only be read. A card does that when it is worn out or loose.")
        todo = Said("Save a copy elsewhere first, then start the computer anew. If it comes back, use a new card.")
        return Finding(DISK, False, said, todo)
    if os.access(house.data, os.W_OK):
        return Finding(DISK, True, Said("The house can write in its folder."))
    said = Said("You may not write in the folder %(folder)s.", folder=tilde(house.data))
    return Finding(DISK, None, said, Said("That is right if you are not the one who runs the house."))


def keeping_to_itself(house: House) -> Finding:
    sudo = "sudo " if house.installed else ""
    if any(path.stat().st_mode & 0o077 for path in kept(house.data)):
        said = Said("Others who use the computer could read what the house keeps.")
        return Finding(DISK, False, said, Said("Close it to them. Type:"), f"{sudo}chmod -R go= {tilde(house.data)}")
    return Finding(DISK, True, Said("Only its owner can read what the house keeps."))
