// The kernels that are compiled in; the others are NULL.
#pragma once
#include "CLatticeKernels.h"

extern const lattice_kernel lattice_portable_float, lattice_portable_double;
#if defined(__x86_64__)
extern const lattice_kernel lattice_avx2_float, lattice_avx2_double;
extern const lattice_kernel lattice_avx512_float, lattice_avx512_double;
#endif
