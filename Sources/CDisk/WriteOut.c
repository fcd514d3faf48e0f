#define _GNU_SOURCE  // sync_file_range
#include <fcntl.h>
#include <sys/stat.h>

#include "CDisk.h"

#define PIECE ((off_t)4 << 20)

void fringe_write_out(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return;
  const unsigned flags = SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER;
  for (off_t offset = 0; offset < status.st_size; offset += PIECE) {
    if (sync_file_range(descriptor, offset, PIECE, flags) != 0) return;
  }
}
