// Calls of the system that Swift does not see.
#pragma once

// Brings what was written to a file to the disk, piece by piece: a process that waits for the disk cannot be ended, and so
// never waits for long. The file's size and place are left to fsync.
void fringe_write_out(int descriptor);
