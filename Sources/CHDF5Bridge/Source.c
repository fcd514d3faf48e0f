// A driver for libhdf5 that reads through callbacks and never writes.

#include <stdlib.h>
#include <string.h>

#include "CHDF5Bridge.h"

typedef struct {
  H5FD_t base;
  const FringeHDF5Source *source;
  haddr_t end_of_allocation;
} Stream;

// Where H5Fopen finds what to open: it hands on nothing but a name. Callers hold the lock of the library.
static const FringeHDF5Source *opening;

static H5FD_t *stream_open(const char *name, unsigned flags, hid_t access, haddr_t largest) {
  (void)name;
  (void)access;
  (void)largest;
  if (!opening || (flags & (H5F_ACC_RDWR | H5F_ACC_CREAT | H5F_ACC_TRUNC))) return NULL;
  Stream *stream = calloc(1, sizeof *stream);
  if (stream) stream->source = opening;
  return (H5FD_t *)stream;
}

static herr_t stream_close(H5FD_t *file) {
  free(file);
  return 0;
}

static int stream_compare(const H5FD_t *a, const H5FD_t *b) {
  const void *one = ((const Stream *)a)->source, *other = ((const Stream *)b)->source;
  return one < other ? -1 : one > other;
}

static herr_t stream_query(const H5FD_t *file, unsigned long *flags) {
  (void)file;
  *flags = H5FD_FEAT_ACCUMULATE_METADATA_READ | H5FD_FEAT_DATA_SIEVE;
  return 0;
}

static haddr_t stream_end_of_allocation(const H5FD_t *file, H5FD_mem_t type) {
  (void)type;
  return ((const Stream *)file)->end_of_allocation;
}

static herr_t stream_set_end_of_allocation(H5FD_t *file, H5FD_mem_t type, haddr_t end) {
  (void)type;
  ((Stream *)file)->end_of_allocation = end;
  return 0;
}

static haddr_t stream_end_of_file(const H5FD_t *file, H5FD_mem_t type) {
  (void)type;
  return ((const Stream *)file)->source->size;
}

static herr_t stream_read(
    H5FD_t *file, H5FD_mem_t type, hid_t transfer, haddr_t offset, size_t count, void *buffer) {
  (void)type;
  (void)transfer;
  const FringeHDF5Source *source = ((const Stream *)file)->source;
  if (offset > source->size || count > source->size - offset) return -1;
  return source->read(source->context, offset, buffer, count) == (long)count ? 0 : -1;
}

static herr_t stream_write(
    H5FD_t *file, H5FD_mem_t type, hid_t transfer, haddr_t offset, size_t count, const void *buffer) {
  (void)file;
  (void)type;
  (void)transfer;
  (void)offset;
  (void)count;
  (void)buffer;
  return -1;
}

static const H5FD_class_t driver_class = {
#if H5_VERSION_GE(1, 14, 0)
    .version = H5FD_CLASS_VERSION,
    .value = (H5FD_class_value_t)600,
#endif
    .name = "fringe",
    .maxaddr = INT64_MAX,
    .fc_degree = H5F_CLOSE_STRONG,
    .open = stream_open,
    .close = stream_close,
    .cmp = stream_compare,
    .query = stream_query,
    .get_eoa = stream_end_of_allocation,
    .set_eoa = stream_set_end_of_allocation,
    .get_eof = stream_end_of_file,
    .read = stream_read,
    .write = stream_write,
    .fl_map = H5FD_FLMAP_DICHOTOMY,
};

static hid_t driver = -1;

void fringe_hdf5_prepare(void) {
  if (driver >= 0) return;
  H5dont_atexit();
  H5open();
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  // A file names the filters that unpack it; those of others, from a folder that the environment names, are not loaded.
  H5PLset_loading_state(0);
  driver = H5FDregister(&driver_class);
}

hid_t fringe_hdf5_open(const FringeHDF5Source *source) {
  hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  if (access < 0) return -1;
  hid_t file = -1;
  opening = source;
  if (H5Pset_driver(access, driver, NULL) >= 0 && H5Pset_fclose_degree(access, H5F_CLOSE_STRONG) >= 0) {
    file = H5Fopen("source", H5F_ACC_RDONLY, access);
  }
  opening = NULL;
  H5Pclose(access);
  return file;
}
