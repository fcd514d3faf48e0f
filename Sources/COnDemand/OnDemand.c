#include "COnDemand.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

// What the linker would have written into the program: the names of Debian 12.
static const struct {
  const char *file;
  const char *problem;
} libraries[] = {
    [FRINGE_CAIRO] = {"libcairo.so.2", "libcairo.so.2 is missing: install the Debian package libcairo2"},
    [FRINGE_CMARK] = {"libcmark.so.0.30.2",
                      "libcmark.so.0.30.2 is missing: install the Debian package libcmark0.30.2"},
    [FRINGE_EDIT] = {"libedit.so.2", "libedit.so.2 is missing: install the Debian package libedit2"},
    [FRINGE_FFTW] = {"libfftw3.so.3", "libfftw3.so.3 is missing: install the Debian package libfftw3-double3"},
    [FRINGE_FFTWF] = {"libfftw3f.so.3", "libfftw3f.so.3 is missing: install the Debian package libfftw3-single3"},
    [FRINGE_HDF5] = {"libhdf5_serial.so.103",
                     "libhdf5_serial.so.103 is missing: install the Debian package libhdf5-103-1"},
    [FRINGE_MATIO] = {"libmatio.so.11", "libmatio.so.11 is missing: install the Debian package libmatio11"},
    [FRINGE_MICROHTTPD] = {"libmicrohttpd.so.12",
                           "libmicrohttpd.so.12 is missing: install the Debian package libmicrohttpd12"},
    [FRINGE_NETTLE] = {"libnettle.so.8", "libnettle.so.8 is missing: install the Debian package libnettle8"},
    [FRINGE_TIFF] = {"libtiff.so.6", "libtiff.so.6 is missing: install the Debian package libtiff6"},
    [FRINGE_TURBOJPEG] = {"libturbojpeg.so.0",
                          "libturbojpeg.so.0 is missing: install the Debian package libturbojpeg0"},
    [FRINGE_ZIP] = {"libzip.so.4", "libzip.so.4 is missing: install the Debian package libzip4"},
};

static void *load(FringeLibrary library) {
  static _Atomic(void *) handles[sizeof libraries / sizeof libraries[0]];
  void *handle = atomic_load_explicit(&handles[library], memory_order_acquire);
  if (handle) return handle;
  // Two threads that come here at once get the same handle.
  handle = dlopen(libraries[library].file, RTLD_NOW | RTLD_LOCAL);
  atomic_store_explicit(&handles[library], handle, memory_order_release);
  return handle;
}

const char *fringe_library_problem(FringeLibrary library) {
  return load(library) ? NULL : libraries[library].problem;
}

void *fringe_library_symbol(FringeLibrary library, const char *name) {
  void *handle = load(library);
  void *symbol = handle ? dlsym(handle, name) : NULL;
  if (!symbol) {
    if (handle) fprintf(stderr, "fringe: %s has no %s\n", libraries[library].file, name);
    else fprintf(stderr, "fringe: %s\n", libraries[library].problem);
    abort();
  }
  return symbol;
}
