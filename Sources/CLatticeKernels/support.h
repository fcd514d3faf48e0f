// What all instruction sets share; nothing here is called in an inner loop.
#pragma once
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// Rows that the column sums advance at a time: their results stay in the cache until they are fitted.
enum { BLOCK_ROWS = 8 };

// Image rows from one search for a better fit to the next, where the present one is doubted: of all lanes together, and
// of one lane whose window is well-posed.
enum { SEARCH_ROWS = 32, REST_ROWS = 8 };

// The log amplitude above which a patch counts as not cut by its clip. Windows of 1024 pixels of 16 bits stay below 25.
enum { UNCUT = 30 };

static inline void *lattice_allocate(size_t bytes) {
  bytes = (bytes + 127) / 64 * 64;
  void *memory = aligned_alloc(64, bytes);
  if (memory) memset(memory, 0, bytes);
  return memory;
}

// What a column's first sums are made with: cosine and sine, times 1, and times cosine and sine of the taper's periods.
enum { COLUMN_WEIGHTS = 10 };
