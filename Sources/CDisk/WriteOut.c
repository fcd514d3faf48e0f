#define _GNU_SOURCE  // sync_file_range
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "CDisk.h"

#define PIECE ((off_t)1 << 20)

off_t fringe_write_out(int descriptor, off_t offset) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return -1;
  const unsigned flags = SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER;
  off_t next = offset + PIECE;
  if (sync_file_range(descriptor, offset, PIECE, flags) == 0) return next < status.st_size ? next : 0;
  // Not every file system does it by pieces.
  return errno == EINVAL || errno == ENOSYS || errno == ESPIPE ? fsync(descriptor) : -1;
}
