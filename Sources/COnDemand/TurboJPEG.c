#include <turbojpeg.h>

#include "Forward.h"

#define FORWARD(result, name, parameters, arguments) FORWARD_FROM(FRINGE_TURBOJPEG, result, name, parameters, arguments)

FORWARD(int, tjDecompress2, (tjhandle a, const unsigned char *b, unsigned long c, unsigned char *d, int e, int f, int g, int h, int i), (a, b, c, d, e, f, g, h, i))
FORWARD(int, tjDecompressHeader3, (tjhandle a, const unsigned char *b, unsigned long c, int *d, int *e, int *f, int *g), (a, b, c, d, e, f, g))
FORWARD(int, tjDestroy, (tjhandle a), (a))
FORWARD(char *, tjGetErrorStr2, (tjhandle a), (a))
FORWARD(tjhandle, tjInitDecompress, (void), ())
