#include <matio.h>

#include "Forward.h"

#define FORWARD(result, name, parameters, arguments) FORWARD_FROM(FRINGE_MATIO, result, name, parameters, arguments)

FORWARD(int, Mat_Close, (mat_t *a), (a))
FORWARD(enum mat_ft, Mat_GetVersion, (mat_t *a), (a))
FORWARD(int, Mat_LogInitFunc, (const char *a, void (*b)(int log_level, char *message)), (a, b))
FORWARD(mat_t *, Mat_Open, (const char *a, int b), (a, b))
FORWARD(size_t, Mat_SizeOfClass, (int a), (a))
FORWARD(void, Mat_VarFree, (matvar_t *a), (a))
FORWARD(unsigned, Mat_VarGetNumberOfFields, (matvar_t *a), (a))
FORWARD(matvar_t *, Mat_VarGetStructFieldByIndex, (matvar_t *a, size_t b, size_t c), (a, b, c))
FORWARD(matvar_t *, Mat_VarGetStructFieldByName, (matvar_t *a, const char *b, size_t c), (a, b, c))
FORWARD(char *const *, Mat_VarGetStructFieldnames, (const matvar_t *a), (a))
FORWARD(int, Mat_VarReadDataLinear, (mat_t *a, matvar_t *b, void *c, int d, int e, int f), (a, b, c, d, e, f))
FORWARD(matvar_t *, Mat_VarReadInfo, (mat_t *a, const char *b), (a, b))
FORWARD(matvar_t *, Mat_VarReadNextInfo, (mat_t *a), (a))
