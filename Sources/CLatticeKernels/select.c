#include "kernels.h"

const lattice_kernel *lattice_kernel_for(lattice_instruction_set set, bool double_precision) {
  switch (set) {
  case LATTICE_PORTABLE:
    return double_precision ? &lattice_portable_double : &lattice_portable_float;
#if defined(__x86_64__)
  case LATTICE_AVX2:
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return 0;
    return double_precision ? &lattice_avx2_double : &lattice_avx2_float;
  case LATTICE_AVX512:
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512dq")
        || !__builtin_cpu_supports("avx512vl") || !__builtin_cpu_supports("avx512bw"))
      return 0;
    return double_precision ? &lattice_avx512_double : &lattice_avx512_float;
#endif
  default:
    return 0;
  }
}

#if defined(__x86_64__)

// Bits of MXCSR: results flushed to zero (15), operands taken as zero (6).
uint64_t lattice_flush_denormals(void) {
  unsigned saved = __builtin_ia32_stmxcsr();
  __builtin_ia32_ldmxcsr(saved | 0x8040);
  return saved;
}

void lattice_restore_denormals(uint64_t saved) { __builtin_ia32_ldmxcsr((unsigned)saved); }

#elif defined(__aarch64__)

// Bit 24 of FPCR: both.
uint64_t lattice_flush_denormals(void) {
  uint64_t saved;
  __asm__ volatile("mrs %0, fpcr" : "=r"(saved));
  uint64_t flushing = saved | (UINT64_C(1) << 24);
  __asm__ volatile("msr fpcr, %0" : : "r"(flushing));
  return saved;
}

void lattice_restore_denormals(uint64_t saved) { __asm__ volatile("msr fpcr, %0" : : "r"(saved)); }

#else

uint64_t lattice_flush_denormals(void) { return 0; }
void lattice_restore_denormals(uint64_t saved) { (void)saved; }

#endif
