// What the files of this target share: the host record behind a Lua state.
#pragma once

#include <CLuaBridge.h>
#include <stdatomic.h>

struct FringeLimits {
  size_t bytes;  // 0: any
  atomic_size_t used;
  atomic_int reached;
  char messages[2][FRINGE_MESSAGE_BYTES];
};

typedef struct {
  FringeCallbacks callbacks;
  FringeLimits *limits;  // may be NULL
  size_t lua_bytes, lua_limit;  // limit 0: none
  size_t refused_bytes;         // more than the run may have, and not granted since; 0: none
  size_t host_bytes;            // held by handles
  size_t host_new;              // made since the last collection
  bool trusted;                 // Swift is on top of the stack: never refuse, remember
  bool refused;                 // what was remembered
  long allocations;             // asked for so far
  long refuse_from;             // tests: refuse from this allocation on; 0: never
  atomic_bool interrupted;
  bool leaves;     // the script ends itself: the interruption is its own
  bool text_only;  // no binary chunks
  // Lua's own functions where writes are watched.
  lua_CFunction own_open, own_output, own_rename;
} FringeHost;

// Puts in the place of os.execute one that a signal ends.
void replace_execute(lua_State *L);
// Puts in the place of loadfile, dofile and what require searches with such as tell of the files that they load.
void replace_loaders(lua_State *L);

// A full collection is due when this much host memory was made since the last one, or an eighth of what may be used.
#define FRINGE_COLLECT_EVERY ((size_t)64 << 20)

FringeHost *fringe_host(lua_State *L);
void fringe_collect_if_due(lua_State *L);
// Counts memory that is used (or given back) among all states of the run.
void fringe_count_bytes(FringeHost *host, ptrdiff_t change);
// The run ends when it was refused memory that it did not get meanwhile.
void fringe_settle_refusal(FringeHost *host);
// Whether memory that has grown by `grown` bytes is more than the run may use.
bool fringe_exceeds_limit(const FringeHost *host, size_t grown);
void fringe_install_hook(lua_State *L);
void fringe_hurry_interruption(lua_State *L);
// Raises what ends the script: that it was interrupted, or the message of a limit.
int fringe_raise_interruption(lua_State *L);
// Pushes the position of the innermost Lua function that runs: "script.lua:12: ", also when it is behind a pcall.
void fringe_push_position(lua_State *L);
void fringe_wake_watchdog(void);
