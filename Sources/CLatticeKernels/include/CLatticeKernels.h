// The rolling window's inner loops: a running spectrum and a fit, for many neighbouring windows at a time.
//
// Lanes of a vector are neighbouring windows of one map row, throughout. One body of code (the .inc files) is compiled
// for several instruction sets, each with running sums in single and in double precision; fits are in single precision, the phase is followed in that of
// the sums.
#ifndef C_LATTICE_KERNELS_H
#define C_LATTICE_KERNELS_H

#include <stdbool.h>
#include <stdint.h>

// Windows side by side in a tile: a multiple of the lanes of every instruction set.
enum { LATTICE_TILE_COLUMNS = 64 };

// What became of a fit; ok to notConverged are the numbers of Swift's WindowStatus.
enum { LATTICE_OK = 0, LATTICE_AT_BOUND = 1, LATTICE_WEAK = 3, LATTICE_NOT_CONVERGED = 4 };

// One reflection's patch of the spectrum, and how it is fitted.
typedef struct {
  // Side N of the window, image pixels, and its N weights.
  int32_t window;
  const double *taper;
  // Whether spectra are carried on from window to window, or each is summed anew; and, where they are carried on, the
  // taper as Σ cosines[i] cos(2πit/(N-1)), t from the window's centre.
  bool running;
  double cosines[3];
  // Image pixels from one window to the next.
  int32_t step;
  // Side of the patch, odd: frequencies first_row ..< first_row + side below zero frequency, and so for columns.
  int32_t side, first_row, first_column;
  // NaN for no clip; -infinity for no floor.
  double clip, floor;
  // Which of the side² bins count as noise when they lie 3 to 6 bins from the peak.
  const bool *is_noise;
  // Every pixel is multiplied by it, a power of two, so that no power overflows.
  double scale;
} lattice_settings;

// A tile of windows.
typedef struct {
  // Image, row after row; missing pixels count as 0.
  const float *pixels;
  int32_t rows, columns;
  // First image row and column of the tile's first window; may be negative.
  int32_t top, left;
  // Windows of the tile: at most LATTICE_TILE_COLUMNS columns.
  int32_t map_rows, map_columns;
  // Is asked every few rows; the tile is left when it says true.
  bool (*is_cancelled)(void *context);
  void *context;
  // Results, map_rows × LATTICE_TILE_COLUMNS each: position in patch pixels, modulus, noise power per bin, status.
  double *found_row, *found_column, *modulus, *noise;
  uint8_t *status;
} lattice_tile;

typedef struct lattice_walker lattice_walker;

// Windows side by side in a tile of the phase estimator.
enum { LATTICE_PHASE_COLUMNS = 128 };

// One reflection's patch of the spectrum, and how its phase is followed.
typedef struct {
  // Side N of the window, image pixels; its N weights, zero at both ends, and their derivatives from sample to sample.
  int32_t window;
  const double *taper, *slope;
  // The same taper as Σ cosines[i] cos(2πit/(N-1)), t from the window's centre.
  double cosines[3];
  // Image pixels from one window to the next.
  int32_t step;
  // The most rows of windows in a tile.
  int32_t map_rows;
  // Side of the patch, odd: frequencies first_row ..< first_row + side below zero frequency, and so for columns.
  int32_t side, first_row, first_column;
  // Which bins count as noise when they lie 3 to 6 bins from the peak: of a square around the patch's centre with a side
  // of at least 13 and of the patch's at least.
  int32_t noise_side;
  const bool *is_noise;
  // What lies outside the image: it is taken away from every pixel, and makes no difference but to rounding.
  double level;
  // Every pixel is multiplied by it, a power of two, so that no power overflows.
  double scale;
  // A peak of less |X| / √P has no value.
  double least_snr;
} lattice_phase_settings;

// A tile of windows whose phase is followed.
typedef struct {
  // Image, row after row; missing pixels count as the level.
  const float *pixels;
  int32_t rows, columns;
  // First image row and column of the tile's first window; may be negative.
  int32_t top, left;
  // Windows of the tile: at most LATTICE_PHASE_COLUMNS columns.
  int32_t map_rows, map_columns;
  // Is asked every few rows; the tile is left when it says true.
  bool (*is_cancelled)(void *context);
  void *context;
  // Results, map_rows × LATTICE_PHASE_COLUMNS each: position in FFT pixels from zero frequency, power |X|², noise power
  // per bin, status.
  double *found_row, *found_column, *power, *noise;
  uint8_t *status;
} lattice_phase_tile;

typedef struct lattice_phase lattice_phase;

// The code for one instruction set and precision of the running sums.
typedef struct {
  const char *name;
  int32_t lanes;
  // NULL when out of memory.
  lattice_walker *(*make)(const lattice_settings *settings);
  void (*free)(lattice_walker *walker);
  void (*walk)(lattice_walker *walker, const lattice_tile *tile);
  // The same for the phase.
  lattice_phase *(*make_phase)(const lattice_phase_settings *settings);
  void (*free_phase)(lattice_phase *phase);
  void (*follow_phase)(lattice_phase *phase, const lattice_phase_tile *tile);
} lattice_kernel;

typedef enum { LATTICE_PORTABLE, LATTICE_AVX2, LATTICE_AVX512 } lattice_instruction_set;

// The kernel for an instruction set, or NULL where this machine or this build lacks it.
const lattice_kernel *lattice_kernel_for(lattice_instruction_set set, bool double_precision);

// Makes the processor treat numbers too small for full precision as zero, on this thread; returns what was set before.
uint64_t lattice_flush_denormals(void);
void lattice_restore_denormals(uint64_t saved);

#endif
