#define _GNU_SOURCE  // sync_file_range, F_OFD_SETLK
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
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

bool fringe_lock(int descriptor) {
  struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  return fcntl(descriptor, F_OFD_SETLK, &whole) == 0;
}

bool fringe_is_local(int descriptor) {
  struct statfs status;
  if (fstatfs(descriptor, &status) != 0) return false;
  switch ((unsigned)status.f_type) {
    case 0xEF53:      // ext2, ext3, ext4
    case 0x58465342:  // XFS
    case 0x9123683E:  // Btrfs
    case 0xF2F52010:  // F2FS
    case 0x2FC12FC1:  // ZFS
    case 0x01021994:  // tmpfs
    case 0x794C7630:  // overlayfs
      return true;
    default: return false;
  }
}
