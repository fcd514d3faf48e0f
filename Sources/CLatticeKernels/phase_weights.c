#include "phase_weights.h"

// The samples under the taper: all but the first and the last, where it is zero.
//
// With τ = 2πt/N, t from the window's centre, w(t) exp(-iδτ) is to be Σ W(k) exp(-iksτ), s being the spacing, in the sense of least squares
// over the samples: G W = b, G(k, l) = Σ cos((k - l) sτ), b(k) = Σ w cos((δ - ks) τ). For the derivative, i W takes the
// place of W, and b(k) = -Σ w' sin((δ - ks) τ).
typedef struct {
  double matrix[PHASE_SUMS][PHASE_SUMS];
} gram;

// Solves G x = y in place by Cholesky's factors.
static void solve(const gram *factor, double *y) {
  for (int i = 0; i < PHASE_SUMS; i++) {
    for (int k = 0; k < i; k++) y[i] -= factor->matrix[i][k] * y[k];
    y[i] /= factor->matrix[i][i];
  }
  for (int i = PHASE_SUMS - 1; i >= 0; i--) {
    for (int k = i + 1; k < PHASE_SUMS; k++) y[i] -= factor->matrix[k][i] * y[k];
    y[i] /= factor->matrix[i][i];
  }
}

static double sample_angle(const lattice_phase_settings *s, int n) {
  return 2 * M_PI * (n - 0.5 * (s->window - 1)) / s->window;
}

static gram factored(const lattice_phase_settings *s) {
  gram g;
  for (int i = 0; i < PHASE_SUMS; i++) {
    for (int j = 0; j <= i; j++) {
      double sum = 0;
      for (int n = 1; n < s->window - 1; n++) sum += cos(lattice_phase_spacing(s) * (i - j) * sample_angle(s, n));
      for (int k = 0; k < j; k++) sum -= g.matrix[i][k] * g.matrix[j][k];
      g.matrix[i][j] = i == j ? sqrt(sum) : sum / g.matrix[j][j];
    }
  }
  return g;
}

// The weights at one δ; a plane wave of that very frequency is exact.
static void weights_at(
    const lattice_phase_settings *s, const gram *g, double delta, double *taper, double *slope) {
  double wave[PHASE_SUMS], own[PHASE_SUMS], whole = 0;
  for (int k = 0; k < PHASE_SUMS; k++) {
    const double distance = delta - lattice_phase_spacing(s) * (k - PHASE_HALF);
    wave[k] = taper[k] = slope[k] = 0;
    for (int n = 1; n < s->window - 1; n++) {
      const double angle = distance * sample_angle(s, n);
      wave[k] += cos(angle);
      taper[k] += s->taper[n] * cos(angle);
      slope[k] -= s->slope[n] * sin(angle);
    }
    own[k] = wave[k];
  }
  for (int n = 1; n < s->window - 1; n++) whole += s->taper[n];
  solve(g, taper);
  solve(g, slope);
  solve(g, own);
  double gain = 0, off = whole, skew = 0;
  for (int k = 0; k < PHASE_SUMS; k++) {
    gain += own[k] * wave[k];
    off -= taper[k] * wave[k];
    skew -= slope[k] * wave[k];
  }
  for (int k = 0; k < PHASE_SUMS; k++) {
    taper[k] += own[k] * off / gain;
    slope[k] += own[k] * skew / gain;
  }
}

// The polynomial through values at nodes, by Newton's divided differences.
static void interpolate(const double *nodes, double *values, double *terms) {
  for (int order = 1; order < PHASE_TERMS; order++)
    for (int k = PHASE_TERMS - 1; k >= order; k--)
      values[k] = (values[k] - values[k - 1]) / (nodes[k] - nodes[k - order]);
  for (int k = 0; k < PHASE_TERMS; k++) terms[k] = 0;
  for (int k = PHASE_TERMS - 1; k >= 0; k--) {
    for (int i = PHASE_TERMS - 1; i > 0; i--) terms[i] = terms[i - 1] - nodes[k] * terms[i];
    terms[0] = values[k] - nodes[k] * terms[0];
  }
}

void lattice_fill_phase_weights(
    const lattice_phase_settings *settings, lattice_phase_weights *taper, lattice_phase_weights *slope) {
  const gram g = factored(settings);
  double squares[PHASE_TERMS], deltas[PHASE_TERMS];
  double at_taper[PHASE_TERMS][PHASE_SUMS], at_slope[PHASE_TERMS][PHASE_SUMS];
  for (int node = 0; node < PHASE_TERMS; node++) {
    deltas[node] = PHASE_REACH * cos(M_PI * (node + 0.5) / (2 * PHASE_TERMS));
    squares[node] = deltas[node] * deltas[node];
    weights_at(settings, &g, deltas[node], at_taper[node], at_slope[node]);
  }
  for (int k = 0; k <= PHASE_HALF; k++) {
    double even[2][PHASE_TERMS], odd[2][PHASE_TERMS];
    for (int node = 0; node < PHASE_TERMS; node++) {
      const double *w = at_taper[node] + PHASE_HALF, *v = at_slope[node] + PHASE_HALF, d = deltas[node];
      even[0][node] = k == 0 ? w[0] : w[k] + w[-k];
      odd[0][node] = (w[k] - w[-k]) / d;
      odd[1][node] = (k == 0 ? v[0] : v[k] + v[-k]) / d;
      even[1][node] = v[k] - v[-k];
    }
    interpolate(squares, even[0], taper->sum[k]);
    interpolate(squares, odd[0], taper->difference[k]);
    interpolate(squares, odd[1], slope->sum[k]);
    interpolate(squares, even[1], slope->difference[k]);
  }
}
