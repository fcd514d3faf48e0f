#include <stdarg.h>
#include <stdio.h>
#include <tiffio.h>

#include "Forward.h"

#define FORWARD(result, name, parameters, arguments) FORWARD_FROM(FRINGE_TIFF, result, name, parameters, arguments)

FORWARD(TIFF *, TIFFClientOpenExt, (const char *a, const char *b, thandle_t c, TIFFReadWriteProc d, TIFFReadWriteProc e, TIFFSeekProc f, TIFFCloseProc g, TIFFSizeProc h, TIFFMapFileProc i, TIFFUnmapFileProc j, TIFFOpenOptions *k), (a, b, c, d, e, f, g, h, i, j, k))
FORWARD(void, TIFFClose, (TIFF *a), (a))
FORWARD(uint32_t, TIFFComputeStrip, (TIFF *a, uint32_t b, uint16_t c), (a, b, c))
FORWARD(uint32_t, TIFFComputeTile, (TIFF *a, uint32_t b, uint32_t c, uint32_t d, uint16_t e), (a, b, c, d, e))
FORWARD(uint64_t, TIFFCurrentDirOffset, (TIFF *a), (a))
FORWARD(uint64_t, TIFFGetStrileByteCount, (TIFF *a, uint32_t b), (a, b))
FORWARD(uint64_t, TIFFGetStrileOffset, (TIFF *a, uint32_t b), (a, b))
FORWARD(int, TIFFIsCODECConfigured, (uint16_t a), (a))
FORWARD(int, TIFFIsTiled, (TIFF *a), (a))
FORWARD(uint32_t, TIFFNumberOfStrips, (TIFF *a), (a))
FORWARD(uint32_t, TIFFNumberOfTiles, (TIFF *a), (a))
FORWARD(TIFFOpenOptions *, TIFFOpenOptionsAlloc, (void), ())
FORWARD(void, TIFFOpenOptionsFree, (TIFFOpenOptions *a), (a))
FORWARD(void, TIFFOpenOptionsSetErrorHandlerExtR, (TIFFOpenOptions *a, TIFFErrorHandlerExtR b, void *c), (a, b, c))
FORWARD(void, TIFFOpenOptionsSetMaxSingleMemAlloc, (TIFFOpenOptions *a, tmsize_t b), (a, b))
FORWARD(void, TIFFOpenOptionsSetWarningHandlerExtR, (TIFFOpenOptions *a, TIFFErrorHandlerExtR b, void *c), (a, b, c))
FORWARD(int, TIFFReadDirectory, (TIFF *a), (a))
FORWARD(tmsize_t, TIFFReadEncodedStrip, (TIFF *a, uint32_t b, void *c, tmsize_t d), (a, b, c, d))
FORWARD(tmsize_t, TIFFReadEncodedTile, (TIFF *a, uint32_t b, void *c, tmsize_t d), (a, b, c, d))
FORWARD(int, TIFFReadRGBAImageOriented, (TIFF *a, uint32_t b, uint32_t c, uint32_t *d, int e, int f), (a, b, c, d, e, f))
FORWARD(int, TIFFRGBAImageOK, (TIFF *a, char b[1024]), (a, b))
FORWARD(uint64_t, TIFFScanlineSize64, (TIFF *a), (a))
FORWARD(int, TIFFSetSubDirectory, (TIFF *a, uint64_t b), (a, b))
FORWARD(uint64_t, TIFFTileRowSize64, (TIFF *a), (a))

FORWARD(int, TIFFVGetField, (TIFF *a, uint32_t b, va_list c), (a, b, c))
FORWARD(int, TIFFVGetFieldDefaulted, (TIFF *a, uint32_t b, va_list c), (a, b, c))
FORWARD(int, TIFFVSetField, (TIFF *a, uint32_t b, va_list c), (a, b, c))

// Those with variable arguments, by those that take a list of them.
#define FORWARD_VARIABLE(name, listed)        \
  int name(TIFF *tiff, uint32_t tag, ...) {   \
    va_list arguments;                        \
    va_start(arguments, tag);                 \
    int result = listed(tiff, tag, arguments); \
    va_end(arguments);                        \
    return result;                            \
  }

FORWARD_VARIABLE(TIFFGetField, TIFFVGetField)
FORWARD_VARIABLE(TIFFGetFieldDefaulted, TIFFVGetFieldDefaulted)
FORWARD_VARIABLE(TIFFSetField, TIFFVSetField)
