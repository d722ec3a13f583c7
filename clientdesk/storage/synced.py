"""Whether a folder is kept in step with other computers, or lies on one: no place for a book that is being written.

A service that copies files while they are written tears a book apart, and two computers that write in it through a
network lose each other's acts (reliability incidents 8, 14, 15 and 22). A closed backup is safe there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

#: What services leave in the folders they keep in step, and what they are called by.
_MARKERS = (
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".sync/ID", "Resilio Sync"),
    (".tmp.driveupload", "Google Drive"),
    (".tmp.drivedownload", "Google Drive"),
    (".SeafileCheckSum", "Seafile"),
    (".seafile-data", "Seafile"),
)
#: Journals that Nextcloud and ownCloud keep at the top of a folder.
_JOURNALS = (("._sync_*.db", "Nextcloud"), (".sync_*.db", "Nextcloud"))
#: How the folders are called that services make for themselves.
_NAMES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "iclouddrive": "iCloud",
    "icloud drive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud": "pCloud",
    "pcloud drive": "pCloud",
    "box sync": "Box",
    "megasync": "MEGA",
    "yandex.disk": "Yandex Disk",
}
#: By which the services' own programs tell others where their folders are.
_VARIABLES = (
    ("OneDrive", "OneDrive"),
    ("OneDriveCommercial", "OneDrive"),
    ("OneDriveConsumer", "OneDrive"),
)
_NETWORK = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "afpfs",
        "webdav",
        "davfs",
        "ncpfs",
        "9p",
        "afs",
        "ceph",
    }
    | {
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
        "fuse.davfs",
        "fuse.davfs2",
        "fuse.s3fs",
        "fuse.glusterfs",
    }
)


def service(path: Path) -> str:
    """Return the service that keeps the folder of `path` in step, by its name; empty where none is seen."""
    folder = path if path.is_dir() else path.parent
    folder = folder.resolve()
    for above in (folder, *folder.parents):
        if found := next(_marked(above), ""):
            return found
    told = [(os.environ.get(variable), name) for variable, name in _VARIABLES]
    return next((name for root, name in told if root and folder.is_relative_to(Path(root).resolve())), "")


def is_on_network(path: Path) -> bool:
    """Tell whether `path` lies on another computer's disk, as far as the system tells."""
    import psutil

    folder = (path if path.is_dir() else path.parent).resolve()
    mounts = [one for one in psutil.disk_partitions(all=True) if folder.is_relative_to(one.mountpoint)]
    if not mounts:
        return folder.drive.startswith("\\\\")
    # Of mounts at one place the last one covers those before it.
    deepest = max(enumerate(mounts), key=lambda one: (len(Path(one[1].mountpoint).parts), one[0]))[1]
    return deepest.fstype.lower() in _NETWORK or "remote" in deepest.opts.split(",")


def _marked(folder: Path) -> Iterator[str]:
    name = folder.name.casefold()
    # "OneDrive - Firma", "Dropbox (Personal)": what an account is called stands behind the service.
    for known, service_name in _NAMES.items():
        if name == known or name.startswith((f"{known} - ", f"{known} (")):
            yield service_name
    try:
        yield from (service_name for marker, service_name in _MARKERS if (folder / marker).exists())
        yield from (
            service_name
            for pattern, service_name in _JOURNALS
            if next(folder.glob(pattern), None) is not None
        )
    except OSError:
        # A folder that may not be read tells nothing.
        return
