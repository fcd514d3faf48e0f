// A Lua state: its allocator, its libraries, its warnings, its life.
#include <stdlib.h>
#include <string.h>

#include "Host.h"

FringeHost *fringe_host(lua_State *L) {
  void *host;
  lua_getallocf(L, &host);
  return host;
}

// MARK: - Memory

static bool over_limit(FringeHost *host, size_t grown) {
  if (host->refuse_from > 0 && host->allocations >= host->refuse_from) return true;
  return host->lua_limit > 0 && host->lua_bytes + grown > host->lua_limit;
}

// Whether the run may not have so much. What is refused Lua asks for once more, when it has collected its garbage.
static bool over_limit_of_run(FringeHost *host, size_t grown, size_t new_size) {
  if (fringe_exceeds_limit(host, grown)) {
    if (!host->trusted) host->refused_bytes = new_size;
    return true;
  }
  if (host->refused_bytes == new_size) host->refused_bytes = 0;
  return false;
}

void fringe_settle_refusal(FringeHost *host) {
  if (host->refused_bytes != 0) fringe_reach_limit(host->limits, FRINGE_MEMORY_LIMIT);
  host->refused_bytes = 0;
}

static void *allocate(void *context, void *block, size_t old_size, size_t new_size) {
  FringeHost *host = context;
  if (block == NULL) old_size = 0;  // else it is a kind of object, not a size
  if (new_size == 0) {
    host->lua_bytes -= old_size;
    fringe_count_bytes(host, -(ptrdiff_t)old_size);
    free(block);
    return NULL;
  }
  if (new_size > old_size) {
    host->allocations++;
    if (over_limit(host, new_size - old_size) || over_limit_of_run(host, new_size - old_size, new_size)) {
      if (!host->trusted) return NULL;
      host->refused = true;
    }
  }
  void *moved = realloc(block, new_size);
  // Lua relies on shrinking to succeed, and Swift on an allocator that never refuses it.
  if (moved == NULL) {
    if (new_size <= old_size) return block;
    if (host->trusted) abort();
    return NULL;
  }
  host->lua_bytes += new_size - old_size;
  fringe_count_bytes(host, (ptrdiff_t)(new_size - old_size));
  return moved;
}

size_t fringe_lua_bytes(lua_State *L) { return fringe_host(L)->lua_bytes; }
size_t fringe_host_bytes(lua_State *L) { return fringe_host(L)->host_bytes; }
void fringe_limit_lua_bytes(lua_State *L, size_t bytes) { fringe_host(L)->lua_limit = bytes; }

void fringe_refuse_allocation(lua_State *L, long n) {
  FringeHost *host = fringe_host(L);
  host->refuse_from = n > 0 ? host->allocations + n : 0;
  host->refused = false;
}

void fringe_collect_if_due(lua_State *L) {
  FringeHost *host = fringe_host(L);
  size_t due = FRINGE_COLLECT_EVERY;
  if (host->limits != NULL && host->limits->bytes > 0 && host->limits->bytes / 8 < due) due = host->limits->bytes / 8;
  if (host->host_new < due && !fringe_exceeds_limit(host, 0)) return;
  host->host_new = 0;
  lua_gc(L, LUA_GCCOLLECT);
}

// MARK: - Warnings

static void warn(void *context, const char *message, int continues) {
  FringeHost *host = context;
  host->callbacks.warn(host->callbacks.context, message, continues != 0);
}

// MARK: - Life

lua_State *fringe_new_state(FringeCallbacks callbacks, FringeLimits *limits) {
  FringeHost *host = calloc(1, sizeof *host);
  if (host == NULL) return NULL;
  host->callbacks = callbacks;
  host->limits = limits;
  lua_State *L = lua_newstate(allocate, host);
  if (L == NULL) {
    free(host);
    return NULL;
  }
  host->trusted = true;  // Swift is on the stack until fringe_call
  lua_setwarnf(L, warn, host);
  fringe_install_hook(L);
  return L;
}

void fringe_close_state(lua_State *L) {
  FringeHost *host = fringe_host(L);
  fringe_forget_signals(L);
  host->refuse_from = 0;
  lua_close(L);
  free(host);
}

static int open_libraries(lua_State *L) {
  luaL_openlibs(L);
  replace_execute(L);
  replace_loaders(L);
  // Every run has the same random numbers.
  lua_getglobal(L, LUA_MATHLIBNAME);
  lua_getfield(L, -1, "randomseed");
  lua_pushinteger(L, 1);
  lua_call(L, 1, 0);
  lua_pop(L, 1);
  // Lua 5.4.4 makes the metatable of its growing string buffers on first use, and a refusal in the middle of that
  // breaks every later one ("got a non-closable value"): have it made now.
  luaL_Buffer buffer;
  luaL_buffinitsize(L, &buffer, 2 * LUAL_BUFFERSIZE);
  luaL_pushresultsize(&buffer, 0);
  return 0;
}

int fringe_open_libraries(lua_State *L) {
  lua_pushcfunction(L, open_libraries);
  return lua_pcall(L, 0, 0, 0);
}
