// Texts, which HDF5 keeps in two ways: of fixed length, padded, or of variable length in a heap.

#include <stdlib.h>
#include <string.h>

#include "CHDF5Bridge.h"

int fringe_hdf5_is_text(hid_t type) {
  if (H5Tget_class(type) != H5T_STRING) return 0;
  htri_t variable = H5Tis_variable_str(type);
  if (variable != 0) return variable > 0;
  size_t size = H5Tget_size(type);
  return size > 0 && size <= FRINGE_HDF5_ELEMENT_BYTES;
}

static herr_t read_all(hid_t object, int is_attribute, hid_t memory_type, void *buffer) {
  return is_attribute ? H5Aread(object, memory_type, buffer)
                      : H5Dread(object, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer);
}

// Variable texts come allocated by the library and are freed with its own function.
static int read_variable(hid_t object, int is_attribute, hid_t type, hid_t space, char **texts, size_t count) {
  char **found = calloc(count, sizeof *found);
  hid_t memory_type = H5Tcopy(H5T_C_S1);
  int done = found && H5Tset_size(memory_type, H5T_VARIABLE) >= 0 &&
             H5Tset_cset(memory_type, H5Tget_cset(type)) >= 0 &&
             read_all(object, is_attribute, memory_type, found) >= 0;
  for (size_t i = 0; done && i < count; i++) texts[i] = found[i] ? strdup(found[i]) : calloc(1, 1);
  if (done) H5Dvlen_reclaim(memory_type, space, H5P_DEFAULT, found);
  if (memory_type >= 0) H5Tclose(memory_type);
  free(found);
  return done;
}

static int read_fixed(hid_t object, int is_attribute, hid_t type, char **texts, size_t count) {
  size_t size = H5Tget_size(type);
  if (count > (size_t)FRINGE_HDF5_ELEMENT_BYTES * 16 / size) return 0;
  char *bytes = calloc(count, size);
  int done = bytes && read_all(object, is_attribute, type, bytes) >= 0;
  for (size_t i = 0; done && i < count; i++) {
    texts[i] = calloc(size + 1, 1);
    if (texts[i]) memcpy(texts[i], bytes + i * size, size);
  }
  free(bytes);
  return done;
}

int fringe_hdf5_is_readable(hid_t dataset) {
  hid_t creation = H5Dget_create_plist(dataset);
  if (creation < 0) return 0;
  H5D_layout_t layout = H5Pget_layout(creation);
  int readable = (layout == H5D_COMPACT || layout == H5D_CONTIGUOUS || layout == H5D_CHUNKED) &&
                 H5Pget_external_count(creation) == 0;
  int filters = H5Pget_nfilters(creation);
  for (int i = 0; readable && i < filters; i++) {
    unsigned flags, configuration;
    size_t count = 0;
    H5Z_filter_t filter = H5Pget_filter2(creation, (unsigned)i, &flags, &count, NULL, 0, NULL, &configuration);
    readable = filter >= H5Z_FILTER_DEFLATE && filter <= H5Z_FILTER_SZIP && H5Zfilter_avail(filter) > 0;
  }
  H5Pclose(creation);
  return readable;
}

int fringe_hdf5_read_texts(hid_t object, int is_attribute, char ***list, size_t *count) {
  hid_t type = is_attribute ? H5Aget_type(object) : H5Dget_type(object);
  hid_t space = is_attribute ? H5Aget_space(object) : H5Dget_space(object);
  int result = 0;
  hssize_t points = space >= 0 ? H5Sget_simple_extent_npoints(space) : -1;
  if (type >= 0 && points > 0 && points <= FRINGE_HDF5_ELEMENTS && fringe_hdf5_is_text(type) &&
      (is_attribute || fringe_hdf5_is_readable(object))) {
    char **texts = calloc((size_t)points, sizeof *texts);
    int done = texts && (H5Tis_variable_str(type) > 0
                             ? read_variable(object, is_attribute, type, space, texts, (size_t)points)
                             : read_fixed(object, is_attribute, type, texts, (size_t)points));
    for (hssize_t i = 0; done && i < points; i++) done = texts[i] != NULL;
    if (done) {
      *list = texts;
      *count = (size_t)points;
    } else if (texts) {
      fringe_hdf5_free_texts(texts, (size_t)points);
    }
    result = done ? 1 : -1;
  }
  if (space >= 0) H5Sclose(space);
  if (type >= 0) H5Tclose(type);
  return result;
}

void fringe_hdf5_free_texts(char **texts, size_t count) {
  for (size_t i = 0; i < count; i++) free(texts[i]);
  free(texts);
}
