#include "kernels.h"
#include "phase_weights.h"
#include "taps.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma"))), apply_to = function)
#define VECTOR_BYTES 64

#define KERNEL_NAME "avx512"
#define SINGLE 1
#define NAME(x) avx512_float_##x
#define KERNEL lattice_avx512_float
#include "kernel.inc"
#undef SINGLE
#undef NAME
#undef KERNEL

#define SINGLE 0
#define NAME(x) avx512_double_##x
#define KERNEL lattice_avx512_double
#include "kernel.inc"

#pragma clang attribute pop
#endif
