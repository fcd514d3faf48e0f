// What the states of a run may use together.
#include <stdio.h>
#include <stdlib.h>

#include "Host.h"

// Beyond the limit, so that a script which is to end can say so.
#define HEADROOM ((size_t)1 << 20)

FringeLimits *fringe_new_limits(size_t bytes, const char *memory_message, const char *time_message) {
  FringeLimits *limits = calloc(1, sizeof *limits);
  if (limits == NULL) return NULL;
  limits->bytes = bytes;
  snprintf(limits->messages[0], FRINGE_MESSAGE_BYTES, "%s", memory_message);
  snprintf(limits->messages[1], FRINGE_MESSAGE_BYTES, "%s", time_message);
  return limits;
}

void fringe_free_limits(FringeLimits *limits) { free(limits); }

void fringe_reach_limit(FringeLimits *limits, int limit) {
  int none = 0;
  if (limits != NULL) atomic_compare_exchange_strong(&limits->reached, &none, limit);
}

int fringe_limit_reached(const FringeLimits *limits) {
  return limits == NULL ? 0 : atomic_load_explicit(&limits->reached, memory_order_relaxed);
}

const char *fringe_limit_message(const FringeLimits *limits) {
  int reached = fringe_limit_reached(limits);
  return reached == 0 ? NULL : limits->messages[reached - 1];
}

size_t fringe_limited_bytes(const FringeLimits *limits) {
  return atomic_load_explicit(&limits->used, memory_order_relaxed);
}

void fringe_count_bytes(FringeHost *host, ptrdiff_t change) {
  if (host->limits == NULL || host->limits->bytes == 0) return;
  atomic_fetch_add_explicit(&host->limits->used, (size_t)change, memory_order_relaxed);
}

bool fringe_exceeds_limit(const FringeHost *host, size_t grown) {
  const FringeLimits *limits = host->limits;
  if (limits == NULL || limits->bytes == 0) return false;
  size_t most = limits->bytes + (fringe_limit_reached(limits) != 0 ? HEADROOM : 0);
  return grown > most || fringe_limited_bytes(limits) > most - grown;
}
