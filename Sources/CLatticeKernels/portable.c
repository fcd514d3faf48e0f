#include "kernels.h"
#include "phase_weights.h"
#include "taps.h"

#define VECTOR_BYTES 16

#define KERNEL_NAME "portable"
#define SINGLE 1
#define NAME(x) portable_float_##x
#define KERNEL lattice_portable_float
#include "kernel.inc"
#undef SINGLE
#undef NAME
#undef KERNEL

#define SINGLE 0
#define NAME(x) portable_double_##x
#define KERNEL lattice_portable_double
#include "kernel.inc"
