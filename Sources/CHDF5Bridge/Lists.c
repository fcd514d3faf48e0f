// What there is in a file: links of groups, attributes of objects.

#include "CHDF5Bridge.h"

typedef struct {
  void *context;
  void (*receive)(void *context, const char *name, FringeHDF5Kind kind);
  int count;
} Receiver;

static herr_t receive_link(hid_t group, const char *name, const H5L_info_t *info, void *context) {
  Receiver *receiver = context;
  if (receiver->count++ >= FRINGE_HDF5_OBJECTS) return 1;
  // A soft link may lead in a circle, an external one to another file.
  if (info->type != H5L_TYPE_HARD) return 0;
  hid_t object = H5Oopen(group, name, H5P_DEFAULT);
  if (object < 0) return 0;
  H5I_type_t type = H5Iget_type(object);
  H5Oclose(object);
  receiver->receive(
      receiver->context, name,
      type == H5I_GROUP ? FRINGE_HDF5_GROUP : type == H5I_DATASET ? FRINGE_HDF5_DATASET : FRINGE_HDF5_OTHER);
  return 0;
}

int fringe_hdf5_list(
    hid_t group, void *context, void (*receive)(void *context, const char *name, FringeHDF5Kind kind)) {
  Receiver receiver = {context, receive, 0};
  return H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, NULL, receive_link, &receiver);
}

int fringe_hdf5_attribute_count(hid_t object) {
  H5O_info_t info;
  if (H5Oget_info2(object, &info, H5O_INFO_NUM_ATTRS) < 0) return -1;
  return info.num_attrs < FRINGE_HDF5_ATTRIBUTES ? (int)info.num_attrs : FRINGE_HDF5_ATTRIBUTES;
}

hid_t fringe_hdf5_open_attribute(hid_t object, int index) {
  return H5Aopen_by_idx(
      object, ".", H5_INDEX_NAME, H5_ITER_INC, (hsize_t)index, H5P_DEFAULT, H5P_DEFAULT);
}
