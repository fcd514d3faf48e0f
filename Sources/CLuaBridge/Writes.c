// io.open, io.output and os.rename as they are in Lua, but that the host is told of each file that they have opened for
// writing or put somewhere.
#include <string.h>

#include "Host.h"

// Runs Lua's own function in this very frame, so that its errors read as ever; the path is the argument at `index`.
static int tell(lua_State *L, lua_CFunction own, int index, bool writes) {
  FringeHost *host = fringe_host(L);
  int count = own(L);
  if (writes && count > 0 && lua_toboolean(L, -count) && lua_type(L, index) == LUA_TSTRING) {
    host->callbacks.written(host->callbacks.context, lua_tostring(L, index));
  }
  return count;
}

static int open_file(lua_State *L) {
  const char *mode = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
  return tell(L, fringe_host(L)->own_open, 1, strpbrk(mode, "wa+") != NULL);
}

static int set_output(lua_State *L) { return tell(L, fringe_host(L)->own_output, 1, true); }

static int rename_file(lua_State *L) { return tell(L, fringe_host(L)->own_rename, 2, true); }

// Puts a function in the place of one of C, which it keeps.
static void replace(lua_State *L, const char *library, const char *name, lua_CFunction function, lua_CFunction *own) {
  lua_getglobal(L, library);
  lua_getfield(L, -1, name);
  *own = lua_tocfunction(L, -1);
  lua_pop(L, 1);
  if (*own != NULL) {
    lua_pushcfunction(L, function);
    lua_setfield(L, -2, name);
  }
  lua_pop(L, 1);
}

static int install(lua_State *L) {
  FringeHost *host = fringe_host(L);
  replace(L, LUA_IOLIBNAME, "open", open_file, &host->own_open);
  replace(L, LUA_IOLIBNAME, "output", set_output, &host->own_output);
  replace(L, LUA_OSLIBNAME, "rename", rename_file, &host->own_rename);
  return 0;
}

int fringe_watch_writes(lua_State *L) {
  lua_pushcfunction(L, install);
  return fringe_call(L, 0, 0, false);
}
