// Trying out code that a file may crash.
//
// Libraries that read files trust them more than they should: changed bytes in the right place make some crash or run
// for ever, in code that no check from outside can reach. So a file is tried before it is used: a child process asks
// for all that its parent will ask for, and what kills the child the parent never looks at.
#pragma once

#include <stdint.h>

enum {
  // The body came to its end and returned 0.
  FRINGE_TRIAL_PASSED = 0,
  // It crashed, took too long or too much memory, or returned something else.
  FRINGE_TRIAL_FAILED = 1,
  // No child could be made.
  FRINGE_TRIAL_IMPOSSIBLE = 2,
};

// Runs `body` in a child process that may use `seconds` of processor time and `bytes` of additional memory.
//
// Other threads of this process do not exist in the child: what they hold locked stays locked there, but for the memory
// allocator of the C library. The body should be C that calls little else.
int fringe_try(int (*body)(void *context), void *context, unsigned seconds, uint64_t bytes);
