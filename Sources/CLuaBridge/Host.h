// What the files of this target share: the host record behind a Lua state.
#pragma once

#include <CLuaBridge.h>
#include <stdatomic.h>

typedef struct {
  FringeCallbacks callbacks;
  size_t lua_bytes, lua_limit;  // limit 0: none
  size_t host_bytes;            // held by handles
  size_t host_new;              // made since the last collection
  bool trusted;                 // Swift is on top of the stack: never refuse, remember
  bool refused;                 // what was remembered
  long allocations;             // asked for so far
  long refuse_from;             // tests: refuse from this allocation on; 0: never
  atomic_bool interrupted;
} FringeHost;

// A full collection is due when this much host memory was made since the last one.
#define FRINGE_COLLECT_EVERY ((size_t)64 << 20)

FringeHost *fringe_host(lua_State *L);
void fringe_collect_if_due(lua_State *L);
void fringe_install_hook(lua_State *L);
void fringe_hurry_interruption(lua_State *L);
