// Weights that turn untapered Fourier sums at nearby frequencies into the tapered one at any frequency among them.
#pragma once
#include "CLatticeKernels.h"
#include "support.h"

// Image rows that the sums advance at a time, and the most frequencies on one side of the centre: of the largest patch,
// with two more for Blackman's taper.
enum { PHASE_BLOCK = 4, PHASE_MOST_HALF = 17 };

// Sums at δ = -3 ... 3 spacings around a centre, along either axis, and the coefficients of a polynomial in
// δ². With seven sums half a pixel apart the weights leave 2e-3 of white noise wrong for |δ| <= 1/2, 2e-2 at 3/4.
enum { PHASE_HALF = 3, PHASE_SUMS = 2 * PHASE_HALF + 1, PHASE_TERMS = 6 };
// The key of a window that is done, the number of keys, and the most passes around one frequency.
enum { PHASE_DONE = -1, PHASE_KEYS = 64 * 64, PHASE_PASSES = 6 };
// Windows whose peak has less than this share of the power that is asked for, in the survey, are not looked at. The log
// parabola is good to a few hundredths of the power, and windows within a 32nd of their side are much alike: of those
// with enough power some 3e-5 are lost.
#define PHASE_LOOKED_AT 0.65
// The square of a move, FFT pixels, after which a window is as good as arrived: the next pass would find a share of it
// again.
#define PHASE_ENOUGH 5e-11
#define PHASE_REACH 0.8

// FFT pixels from one sum to the next: half a pixel, or more where two cosines make the taper's peak wider. Blackman's
// weights then leave 6e-3 of white noise wrong at its centre, 1e-2 half a pixel off.
static inline double lattice_phase_spacing(const lattice_phase_settings *settings) {
  return settings->cosines[2] != 0 ? 0.75 : 0.5;
}

// Polynomials of the weights W(k) of the sums at k: Σ term δ²ⁱ, times δ where `odd` says so.
//
// sum[0] is W(0), sum[k] is W(k) + W(-k), difference[k] is W(k) - W(-k).
typedef struct {
  double sum[PHASE_HALF + 1][PHASE_TERMS], difference[PHASE_HALF + 1][PHASE_TERMS];
} lattice_phase_weights;

// For the taper, the sums are even in δ and the differences odd; for its derivative, which takes i times the weights,
// it is the other way round.
void lattice_fill_phase_weights(
    const lattice_phase_settings *settings, lattice_phase_weights *taper, lattice_phase_weights *slope);
