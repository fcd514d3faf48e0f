// Reading HDF5 files that nobody vouches for: a file is tried in a child process before it is used (CTrial.h). Child and
// parent read through callbacks, so that one file descriptor, or bytes in memory, serve both.
#pragma once

#include "CTrial.h"

#include <stddef.h>
#include <stdint.h>

// Versions 1.12 and later keep the functions of 1.10 under this name.
#define H5_USE_110_API
#include <hdf5/serial/hdf5.h>

#include "Variables.h"

// MARK: - Opening

// A file as a function of position.
typedef struct {
  void *context;
  // Puts `count` bytes from `offset` on into `buffer`; returns how many there were, or -1.
  long (*read)(void *context, uint64_t offset, void *buffer, size_t count);
  uint64_t size;
} FringeHDF5Source;

// Prepares the library for this thread: silent, without plug-ins and without anything that runs at exit. Comes before
// other calls of a thread; not for two threads at once.
void fringe_hdf5_prepare(void);

// Opens a file for reading; negative when it is no HDF5 file. `source` must live until the file is closed.
hid_t fringe_hdf5_open(const FringeHDF5Source *source);

// MARK: - Trying

// How far a trial and a reader go into a file.
enum {
  FRINGE_HDF5_OBJECTS = 20000,
  FRINGE_HDF5_DEPTH = 24,
  FRINGE_HDF5_ATTRIBUTES = 256,
  // Elements of an attribute or of a list of texts, and bytes of one element.
  FRINGE_HDF5_ELEMENTS = 4096,
  FRINGE_HDF5_ELEMENT_BYTES = 1 << 20,
};

// Tries a file in a child process; see fringe_try.
int fringe_hdf5_try(const FringeHDF5Source *source, unsigned seconds, uint64_t bytes);

// MARK: - Listing and reading

// What a link leads to.
typedef enum { FRINGE_HDF5_GROUP, FRINGE_HDF5_DATASET, FRINGE_HDF5_OTHER } FringeHDF5Kind;

// Calls `receive` for the links of a group in the order of their names, those that lead out of the file left out, at
// most FRINGE_HDF5_OBJECTS times; negative when the group cannot be listed.
int fringe_hdf5_list(
    hid_t group, void *context, void (*receive)(void *context, const char *name, FringeHDF5Kind kind));

// The number of an object's attributes that are read, and one of them; negative when there is none.
int fringe_hdf5_attribute_count(hid_t object);
hid_t fringe_hdf5_open_attribute(hid_t object, int index);

// Whether a type is a text that is read: fixed or variable, not longer than the limit.
int fringe_hdf5_is_text(hid_t type);

// Whether the library itself unpacks the data of a dataset, and finds them in the file.
int fringe_hdf5_is_readable(hid_t dataset);

// Reads the texts of an attribute or dataset, each ended by a zero byte. 1 when there are some; 0 when it holds something
// else, or more than is read; -1 when reading fails, as it does for a text that claims more bytes than there is memory.
// The caller frees the list by fringe_hdf5_free_texts.
int fringe_hdf5_read_texts(hid_t object, int is_attribute, char ***texts, size_t *count);
void fringe_hdf5_free_texts(char **texts, size_t count);

// MARK: - Constants that are macros

static inline hid_t fringe_hdf5_default(void) { return H5P_DEFAULT; }
static inline hid_t fringe_hdf5_all(void) { return H5S_ALL; }
static inline hid_t fringe_hdf5_file_creation(void) { return H5P_FILE_CREATE; }
static inline hid_t fringe_hdf5_file_access(void) { return H5P_FILE_ACCESS; }
static inline hid_t fringe_hdf5_group_creation(void) { return H5P_GROUP_CREATE; }
static inline hid_t fringe_hdf5_dataset_creation(void) { return H5P_DATASET_CREATE; }
static inline unsigned fringe_hdf5_truncate(void) { return H5F_ACC_TRUNC; }
static inline hsize_t fringe_hdf5_unlimited(void) { return H5S_UNLIMITED; }
static inline hid_t fringe_hdf5_c_string(void) { return H5T_C_S1; }
static inline haddr_t fringe_hdf5_undefined_address(void) { return HADDR_UNDEF; }
static inline size_t fringe_hdf5_variable(void) { return H5T_VARIABLE; }

// Integers of 1, 2, 4 or 8 bytes and floats of 4 or 8 in memory; and the same as stored, little endian everywhere.
static inline hid_t fringe_hdf5_integer(size_t bytes, int is_signed) {
  switch (bytes) {
    case 1: return is_signed ? H5T_NATIVE_INT8 : H5T_NATIVE_UINT8;
    case 2: return is_signed ? H5T_NATIVE_INT16 : H5T_NATIVE_UINT16;
    case 4: return is_signed ? H5T_NATIVE_INT32 : H5T_NATIVE_UINT32;
    default: return is_signed ? H5T_NATIVE_INT64 : H5T_NATIVE_UINT64;
  }
}
static inline hid_t fringe_hdf5_float(size_t bytes) { return bytes == 4 ? H5T_NATIVE_FLOAT : H5T_NATIVE_DOUBLE; }
static inline hid_t fringe_hdf5_stored_integer(size_t bytes, int is_signed) {
  switch (bytes) {
    case 1: return is_signed ? H5T_STD_I8LE : H5T_STD_U8LE;
    case 2: return is_signed ? H5T_STD_I16LE : H5T_STD_U16LE;
    case 4: return is_signed ? H5T_STD_I32LE : H5T_STD_U32LE;
    default: return is_signed ? H5T_STD_I64LE : H5T_STD_U64LE;
  }
}
static inline hid_t fringe_hdf5_stored_float(size_t bytes) { return bytes == 4 ? H5T_IEEE_F32LE : H5T_IEEE_F64LE; }
