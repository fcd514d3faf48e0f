// Libraries that not every run needs, loaded when one of their functions is called for the first time: with what they
// bring along they take a third of the start-up time and memory of a small run.
//
// Their headers are used as they are; this target defines the functions, each by handing on to the library's own. One that
// is used anew needs a line in that library's file here, or the program does not link.
#pragma once

typedef enum {
  FRINGE_CAIRO,
  FRINGE_CMARK,
  FRINGE_EDIT,
  FRINGE_FFTW,
  FRINGE_FFTWF,
  FRINGE_HDF5,
  FRINGE_MATIO,
  FRINGE_MICROHTTPD,
  FRINGE_NETTLE,
  FRINGE_TIFF,
  FRINGE_TURBOJPEG,
  FRINGE_ZIP,
} FringeLibrary;

// Loads a library if need be; NULL when it is there, else one line that says what is missing and what to do. It comes
// before other calls: these end the program when the library is not there.
const char *fringe_library_problem(FringeLibrary library);

// The address of a function or variable of the library.
void *fringe_library_symbol(FringeLibrary library, const char *name);
