// Calls of the system that Swift does not see.
#pragma once

// Brings what was written to a file to the disk, piece by piece: a process that waits for the disk cannot be ended, and so
// never waits for long, as it would in fsync for all that others write. A file that gets its name after this has all of its
// bytes, also after a power failure. Returns 0, or -1 with errno.
int fringe_write_out(int descriptor);
