#include <fftw3.h>

#include "Forward.h"

// Double precision.
#define FORWARD(result, name, parameters, arguments) FORWARD_FROM(FRINGE_FFTW, result, name, parameters, arguments)

FORWARD(fftw_complex *, fftw_alloc_complex, (size_t a), (a))
FORWARD(double *, fftw_alloc_real, (size_t a), (a))
FORWARD(void, fftw_destroy_plan, (fftw_plan a), (a))
FORWARD(void, fftw_execute, (const fftw_plan a), (a))
FORWARD(void, fftw_free, (void *a), (a))
FORWARD(fftw_plan, fftw_plan_dft_c2r_2d, (int a, int b, fftw_complex *c, double *d, unsigned e), (a, b, c, d, e))
FORWARD(fftw_plan, fftw_plan_dft_r2c_2d, (int a, int b, double *c, fftw_complex *d, unsigned e), (a, b, c, d, e))

// Single precision, a library of its own.
#undef FORWARD
#define FORWARD(result, name, parameters, arguments) FORWARD_FROM(FRINGE_FFTWF, result, name, parameters, arguments)

FORWARD(fftwf_complex *, fftwf_alloc_complex, (size_t a), (a))
FORWARD(void, fftwf_destroy_plan, (fftwf_plan a), (a))
FORWARD(void, fftwf_execute, (const fftwf_plan a), (a))
FORWARD(void, fftwf_free, (void *a), (a))
FORWARD(fftwf_plan, fftwf_plan_dft_1d, (int a, fftwf_complex *b, fftwf_complex *c, int d, unsigned e), (a, b, c, d, e))
FORWARD(fftwf_plan, fftwf_plan_dft_r2c_1d, (int a, float *b, fftwf_complex *c, unsigned e), (a, b, c, e))
