// MATLAB's files of version 4 and 5 through libmatio: what variables there are, and parts of one.
//
// The library is told of files by path only, and keeps state between calls: one thread at a time.
#pragma once

#include "CTrial.h"

#include <stddef.h>
#include <stdint.h>

enum {
  FRINGE_MAT_RANK = 8,
  // How deep fields of structures are looked into, and how many variables are.
  FRINGE_MAT_DEPTH = 8,
  FRINGE_MAT_VARIABLES = 4096,
};

// A variable, or a field of one.
typedef struct {
  // The name; fields after a point: "a.b".
  const char *name;
  // One of matio's MAT_C_.
  int class_type;
  int is_complex;
  int is_logical;
  // Axes, 0 when there are more than FRINGE_MAT_RANK.
  int rank;
  uint64_t shape[FRINGE_MAT_RANK];
} FringeMATVariable;

// Prepares the library: it prints nothing.
void fringe_mat_prepare(void);

// Tries to list a file in a child process; see fringe_try.
int fringe_mat_try(const char *path, unsigned seconds, uint64_t bytes);

// Calls `receive` for every variable and every field of a structure; 0, or -1 when the file cannot be opened.
int fringe_mat_list(
    const char *path, void *context, void (*receive)(void *context, const FringeMATVariable *variable));

// Reads `count` elements of a variable from `start` on, the first index running fastest, in the type of its class;
// `buffer` holds `count * element_bytes`. 0, or -1 when they cannot be read or are of another size.
int fringe_mat_read(
    const char *path, const char *name, int start, int count, size_t element_bytes, void *buffer);

// A descriptor of a file in memory that holds the bytes; negative when there can be none.
int fringe_memory_file(const void *bytes, size_t count);
