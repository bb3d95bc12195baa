"""Files that hold entries, from a stream to members: archives, mailboxes, lists of JSON, news messages, web archives.

Nothing is written to disk, nothing is trusted: names are names and never paths, sizes are counted and never believed.
"""

from pipeline.containers.sniff import is_container, unpacked
from pipeline.containers.walk import walk

__all__ = ["is_container", "unpacked", "walk"]
