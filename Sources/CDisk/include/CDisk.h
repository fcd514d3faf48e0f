// Calls of the system that Swift does not see.
#pragma once

#include <stdbool.h>
#include <sys/types.h>

// Brings a piece of a file to the disk, from an offset on: a process that waits for the disk cannot be ended, and so never
// waits for long, as it would in fsync for all that others write. A full or broken disk shows here. It is no fsync: which
// blocks are the file's, and the disk's own cache, are left to the system, which on ext4 writes a new name after the bytes
// behind it. Returns where the next piece begins, 0 when all is done, or -1 with errno.
off_t fringe_write_out(int descriptor, off_t offset);

// Locks a file for as long as it is open here, against others that ask for this kind of lock: one of the open file, which
// neither another descriptor of this process gives up nor flock knows of. Whether it is locked now.
bool fringe_lock(int descriptor);

// Whether a file lies on a disk of this machine or in its memory, where locks hold for everybody who can see the file.
bool fringe_is_local(int descriptor);
