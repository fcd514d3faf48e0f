// loadfile, dofile and require as they are in Lua, but that the host is told of each file that they have loaded.
#include "Host.h"

static void tell(lua_State *L, const char *path) {
  FringeHost *host = fringe_host(L);
  // What comes from standard input has no path.
  if (path != NULL) host->callbacks.loaded(host->callbacks.context, path);
}

// (path, mode, environment): the function, or nil and a message.
static int load_file(lua_State *L) {
  const char *path = luaL_optstring(L, 1, NULL);
  const char *mode = luaL_optstring(L, 2, NULL);
  bool has_environment = !lua_isnone(L, 3);
  if (luaL_loadfilex(L, path, mode) != LUA_OK) {
    luaL_pushfail(L);
    lua_insert(L, -2);
    return 2;
  }
  tell(L, path);
  if (has_environment) {
    lua_pushvalue(L, 3);
    if (lua_setupvalue(L, -2, 1) == NULL) lua_pop(L, 1);
  }
  return 1;
}

static int return_results(lua_State *L, int status, lua_KContext context) {
  (void)status, (void)context;
  return lua_gettop(L) - 1;
}

// (path): what the file returns. It may yield.
static int do_file(lua_State *L) {
  const char *path = luaL_optstring(L, 1, NULL);
  lua_settop(L, 1);
  if (luaL_loadfilex(L, path, NULL) != LUA_OK) return lua_error(L);
  tell(L, path);
  lua_callk(L, 0, LUA_MULTRET, 0, return_results);
  return return_results(L, LUA_OK, 0);
}

// One of package.searchers. Upvalue: Lua's own, which returns a loader and its file, or why it has none.
static int search(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  if (lua_isfunction(L, 1) && lua_type(L, 2) == LUA_TSTRING) tell(L, lua_tostring(L, 2));
  return lua_gettop(L);
}

void replace_loaders(lua_State *L) {
  lua_pushcfunction(L, load_file);
  lua_setglobal(L, "loadfile");
  lua_pushcfunction(L, do_file);
  lua_setglobal(L, "dofile");
  lua_getglobal(L, LUA_LOADLIBNAME);
  lua_getfield(L, -1, "searchers");
  // The first one looks into package.preload, where there are no files.
  for (int place = 2; lua_rawgeti(L, -1, place) == LUA_TFUNCTION; place++) {
    lua_pushcclosure(L, search, 1);
    lua_rawseti(L, -2, place);
  }
  lua_pop(L, 3);
}
