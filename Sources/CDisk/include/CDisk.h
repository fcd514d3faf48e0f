// Calls of the system that Swift does not see.
#pragma once

// Brings the bytes of a file to the disk, piece by piece: a process that waits for the disk cannot be ended, and so never
// waits for long, as it would in fsync for all that others write. A full or broken disk shows here. It is no fsync: which
// blocks are the file's, and the disk's own cache, are left to the system, which on ext4 writes a new name after the bytes
// behind it. Returns 0, or -1 with errno.
int fringe_write_out(int descriptor);
