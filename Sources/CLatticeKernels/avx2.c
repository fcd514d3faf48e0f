#include "kernels.h"
#include "phase_weights.h"
#include "taps.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define VECTOR_BYTES 32

#define KERNEL_NAME "avx2"
#define SINGLE 1
#define NAME(x) avx2_float_##x
#define KERNEL lattice_avx2_float
#include "kernel.inc"
#undef SINGLE
#undef NAME
#undef KERNEL

#define SINGLE 0
#define NAME(x) avx2_double_##x
#define KERNEL lattice_avx2_double
#include "kernel.inc"

#pragma clang attribute pop
#endif
