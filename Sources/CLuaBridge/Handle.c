// Handles: userdata that own a Swift object, and the metatables of their classes.
#include <string.h>

#include "Host.h"

// Marks a userdata block as a handle, mixed with its own address so that a copy is none.
static uint64_t magic_of(const FringeHandle *handle) {
  return (uint64_t)(uintptr_t)handle ^ UINT64_C(0x46524e4745313031);
}

FringeHandle *fringe_push_handle(lua_State *L, const char *class_name) {
  FringeHandle *handle = lua_newuserdatauv(L, sizeof *handle, 1);
  handle->magic = magic_of(handle);
  handle->object = NULL;
  handle->bytes = 0;
  luaL_setmetatable(L, class_name);
  return handle;
}

void fringe_adopt(lua_State *L, FringeHandle *handle, void *object, size_t bytes) {
  FringeHost *host = fringe_host(L);
  handle->object = object;
  handle->bytes = bytes;
  host->host_bytes += bytes;
  host->host_new += bytes;
  fringe_count_bytes(host, (ptrdiff_t)bytes);
}

void fringe_recount(lua_State *L, FringeHandle *handle, size_t bytes) {
  if (handle->object == NULL || handle->bytes == bytes) return;
  FringeHost *host = fringe_host(L);
  host->host_bytes += bytes - handle->bytes;
  if (bytes > handle->bytes) host->host_new += bytes - handle->bytes;
  fringe_count_bytes(host, (ptrdiff_t)(bytes - handle->bytes));
  handle->bytes = bytes;
}

FringeHandle *fringe_to_handle(lua_State *L, int index) {
  if (lua_type(L, index) != LUA_TUSERDATA || lua_rawlen(L, index) != sizeof(FringeHandle)) return NULL;
  FringeHandle *handle = lua_touserdata(L, index);
  return handle->magic == magic_of(handle) ? handle : NULL;
}

void fringe_release(lua_State *L, int index) {
  FringeHandle *handle = fringe_to_handle(L, index);
  if (handle == NULL || handle->object == NULL) return;
  FringeHost *host = fringe_host(L);
  void *object = handle->object;
  host->host_bytes -= handle->bytes;
  fringe_count_bytes(host, -(ptrdiff_t)handle->bytes);
  handle->object = NULL;
  handle->bytes = 0;
  host->callbacks.release(host->callbacks.context, object);
}

static int release(lua_State *L) {
  fringe_release(L, 1);
  return 0;
}

// MARK: - Classes

// __index: a method; else what a getter makes of self; else the binding for unknown fields, which raises.
// Upvalues: methods, getters, the binding for unknown fields (also called with whole-number keys).
static int index_handle(lua_State *L) {
  lua_settop(L, 2);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 1;
  lua_pushvalue(L, 2);
  int kind = lua_rawget(L, lua_upvalueindex(2));
  lua_pushvalue(L, kind != LUA_TNIL ? -1 : lua_upvalueindex(3));
  lua_pushvalue(L, 1);
  if (kind != LUA_TNIL) {
    lua_call(L, 1, 1);
  } else {
    lua_pushvalue(L, 2);
    lua_pushboolean(L, false);
    lua_call(L, 3, 1);
  }
  return 1;
}

// __newindex. Upvalues: setters, the binding for unknown fields.
static int assign_handle(lua_State *L) {
  lua_settop(L, 3);
  lua_pushvalue(L, 2);
  int kind = lua_rawget(L, lua_upvalueindex(1));
  lua_pushvalue(L, kind != LUA_TNIL ? -1 : lua_upvalueindex(2));
  lua_pushvalue(L, 1);
  if (kind != LUA_TNIL) {
    lua_pushvalue(L, 3);
    lua_call(L, 2, 0);
  } else {
    lua_pushvalue(L, 2);
    lua_pushboolean(L, true);
    lua_call(L, 3, 0);
  }
  return 0;
}

static void set_function(lua_State *L, const char *event, lua_CFunction function) {
  lua_pushcfunction(L, function);
  lua_setfield(L, -2, event);
}

void fringe_register_class(lua_State *L, const char *class_name, int unknown) {
  int setters = lua_gettop(L), getters = setters - 1, methods = setters - 2;
  luaL_newmetatable(L, class_name);
  lua_pushvalue(L, methods);
  lua_pushvalue(L, getters);
  fringe_push_function(L, unknown);
  lua_pushcclosure(L, index_handle, 3);
  lua_setfield(L, -2, "__index");
  lua_pushvalue(L, setters);
  fringe_push_function(L, unknown);
  lua_pushcclosure(L, assign_handle, 2);
  lua_setfield(L, -2, "__newindex");
  set_function(L, "__gc", release);
  set_function(L, "__close", release);
  lua_pushstring(L, class_name);
  lua_setfield(L, -2, "__metatable");
  lua_settop(L, methods - 1);
}

void fringe_set_metamethod(lua_State *L, const char *class_name, const char *event, int id) {
  luaL_getmetatable(L, class_name);
  fringe_push_function(L, id);
  lua_setfield(L, -2, event);
  fringe_pop(L, 1);
}

void fringe_push_record_metatable(lua_State *L, int unknown, int text) {
  if (!luaL_newmetatable(L, "Fringe record")) return;
  fringe_push_function(L, unknown);
  lua_setfield(L, -2, "__index");
  fringe_push_function(L, text);
  lua_setfield(L, -2, "__tostring");
  lua_pushliteral(L, "Fringe record");
  lua_setfield(L, -2, "__metatable");
}
