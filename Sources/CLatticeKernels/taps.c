#include "taps.h"

// Solves A x = y in place for a small symmetric positive definite A.
static void solve(double a[TAPS][TAPS], double *y, int count) {
  for (int j = 0; j < count; j++) {
    for (int i = j + 1; i < count; i++) {
      const double factor = a[i][j] / a[j][j];
      for (int k = j; k < count; k++) a[i][k] -= factor * a[j][k];
      y[i] -= factor * y[j];
    }
  }
  for (int i = count - 1; i >= 0; i--) {
    for (int k = i + 1; k < count; k++) y[i] -= a[i][k] * y[k];
    y[i] /= a[i][i];
  }
}

// Σ w cos(2π x t / N), t from the middle of the window.
static double correlation(const lattice_settings *s, double x) {
  double sum = 0;
  for (int n = 0; n < s->window; n++)
    sum += s->taper[n] * cos(2 * M_PI * x * (n - 0.5 * (s->window - 1)) / s->window);
  return sum;
}

void lattice_fill_taps(const lattice_settings *settings, int count, double *taps) {
  double lags[TAPS];
  for (int k = 0; k < count; k++) lags[k] = correlation(settings, k);
  for (int cell = 0; cell < count - 1; cell++) {
    // The exact weights at Chebyshev's nodes of the cell, then the polynomial through them.
    double weights[TAP_TERMS][TAPS], nodes[TAP_TERMS];
    for (int node = 0; node < TAP_TERMS; node++) {
      nodes[node] = cos(M_PI * (node + 0.5) / TAP_TERMS);
      const double position = cell + 0.5 * (nodes[node] + 1);
      double a[TAPS][TAPS], own[TAPS], gain = 0;
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) a[i][j] = lags[i > j ? i - j : j - i];
        own[i] = weights[node][i] = correlation(settings, position - i);
      }
      solve(a, weights[node], count);
      // A plane wave at the position itself keeps its amplitude.
      for (int i = 0; i < count; i++) gain += weights[node][i] * own[i] / lags[0];
      for (int i = 0; i < count; i++) weights[node][i] /= gain;
    }
    for (int tap = 0; tap < count; tap++) {
      double *terms = taps + (cell * TAPS + tap) * TAP_TERMS;
      // Newton's divided differences, then the powers.
      double difference[TAP_TERMS];
      for (int k = 0; k < TAP_TERMS; k++) difference[k] = weights[k][tap];
      for (int order = 1; order < TAP_TERMS; order++)
        for (int k = TAP_TERMS - 1; k >= order; k--)
          difference[k] = (difference[k] - difference[k - 1]) / (nodes[k] - nodes[k - order]);
      for (int k = 0; k < TAP_TERMS; k++) terms[k] = 0;
      for (int k = TAP_TERMS - 1; k >= 0; k--) {
        for (int i = TAP_TERMS - 1; i > 0; i--) terms[i] = terms[i - 1] - nodes[k] * terms[i];
        terms[0] = difference[k] - nodes[k] * terms[0];
      }
    }
  }
}
