// Weights that interpolate a tapered window's spectrum between its bins, along one axis.
#pragma once
#include "support.h"

#include "CLatticeKernels.h"

// Neighbouring bins, the cells between them, and the terms of the polynomial within a cell.
enum { TAPS = 8, TAP_CELLS = TAPS - 1, TAP_TERMS = 8 };

// Fills [cell][tap][term]: the weight of a tap at x in -1 ... 1 along a cell is Σ term xᵏ. `count` taps are in use.
void lattice_fill_taps(const lattice_settings *settings, int count, double *taps);
