// The trial of a file in a child process: asking for everything.

#include <stdlib.h>

#include "CHDF5Bridge.h"

typedef struct {
  int objects;
  int depth;
  // A text could not be read. It may be one that claims gigabytes, which only this process is refused.
  int failed;
} Walk;

static void try_texts(hid_t object, int is_attribute, Walk *walk) {
  char **texts = NULL;
  size_t count = 0;
  int outcome = fringe_hdf5_read_texts(object, is_attribute, &texts, &count);
  if (outcome > 0) fringe_hdf5_free_texts(texts, count);
  if (outcome < 0) walk->failed = 1;
}

static void try_attribute(hid_t attribute, Walk *walk) {
  H5Aget_name(attribute, 0, NULL);
  try_texts(attribute, 1, walk);
  hid_t type = H5Aget_type(attribute), space = H5Aget_space(attribute);
  hssize_t points = space >= 0 ? H5Sget_simple_extent_npoints(space) : -1;
  H5T_class_t class = type >= 0 ? H5Tget_class(type) : H5T_NO_CLASS;
  if (points > 0 && points <= FRINGE_HDF5_ELEMENTS &&
      (class == H5T_INTEGER || class == H5T_FLOAT || class == H5T_ENUM)) {
    hid_t memory_type = H5Tget_native_type(type, H5T_DIR_ASCEND);
    size_t size = memory_type >= 0 ? H5Tget_size(memory_type) : 0;
    void *values = size > 0 && size <= 64 ? calloc((size_t)points, size < 8 ? 8 : size) : NULL;
    if (values) {
      H5Aread(attribute, memory_type, values);
      if (class != H5T_ENUM) H5Aread(attribute, H5T_NATIVE_DOUBLE, values);
    }
    free(values);
    if (memory_type >= 0) H5Tclose(memory_type);
  }
  if (space >= 0) H5Sclose(space);
  if (type >= 0) H5Tclose(type);
}

static void try_attributes(hid_t object, Walk *walk) {
  int count = fringe_hdf5_attribute_count(object);
  for (int i = 0; i < count; i++) {
    hid_t attribute = fringe_hdf5_open_attribute(object, i);
    if (attribute < 0) continue;
    try_attribute(attribute, walk);
    H5Aclose(attribute);
  }
}

static void try_dataset(hid_t dataset, Walk *walk) {
  try_texts(dataset, 0, walk);
  hid_t type = H5Dget_type(dataset), space = H5Dget_space(dataset);
  hid_t creation = H5Dget_create_plist(dataset);
  if (type >= 0 && space >= 0 && creation >= 0 && H5Pget_layout(creation) == H5D_CHUNKED) {
    // The index of the chunks is built from the file's own tables.
    hsize_t chunks = 0;
    hsize_t offset[H5S_MAX_RANK];
    unsigned mask;
    haddr_t address;
    hsize_t size;
    if (H5Dget_num_chunks(dataset, space, &chunks) >= 0 && chunks > 0) {
      H5Dget_chunk_info(dataset, space, chunks - 1, offset, &mask, &address, &size);
    }
  }
  if (type >= 0) {
    hid_t memory_type = H5Tget_native_type(type, H5T_DIR_ASCEND);
    if (memory_type >= 0) H5Tclose(memory_type);
  }
  if (creation >= 0) H5Pclose(creation);
  if (space >= 0) H5Sclose(space);
  if (type >= 0) H5Tclose(type);
}

static void try_object(hid_t object, Walk *walk);

static herr_t try_link(hid_t group, const char *name, const H5L_info_t *info, void *context) {
  Walk *walk = context;
  if (walk->objects++ >= FRINGE_HDF5_OBJECTS) return 1;
  if (info->type != H5L_TYPE_HARD) return 0;
  hid_t object = H5Oopen(group, name, H5P_DEFAULT);
  if (object < 0) return 0;
  try_object(object, walk);
  H5Oclose(object);
  return 0;
}

static void try_object(hid_t object, Walk *walk) {
  try_attributes(object, walk);
  H5I_type_t kind = H5Iget_type(object);
  if (kind == H5I_DATASET) try_dataset(object, walk);
  if (kind != H5I_GROUP || walk->depth >= FRINGE_HDF5_DEPTH) return;
  walk->depth++;
  H5Literate(object, H5_INDEX_NAME, H5_ITER_INC, NULL, try_link, walk);
  walk->depth--;
}

static int try_file(void *context) {
  hid_t file = fringe_hdf5_open((const FringeHDF5Source *)context);
  if (file < 0) return 0;
  int failed = 0;
  // The library remembers what it has met: of a damaged file, a second look sees more than the first.
  for (int look = 0; look < 2; look++) {
    Walk walk = {0, 0, 0};
    hid_t root = H5Gopen2(file, "/", H5P_DEFAULT);
    if (root < 0) continue;
    try_object(root, &walk);
    H5Gclose(root);
    failed |= walk.failed;
  }
  H5Fclose(file);
  return failed;
}

int fringe_hdf5_try(const FringeHDF5Source *source, unsigned seconds, uint64_t bytes) {
  return fringe_try(try_file, (void *)source, seconds, bytes);
}
