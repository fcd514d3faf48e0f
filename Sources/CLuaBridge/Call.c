// Calls in both directions: Lua into Swift through the trampoline, Swift into Lua through lua_pcall.
#include <stdlib.h>
#include <string.h>

#include "Host.h"

// MARK: - Lua calls Swift

void fringe_push_position(lua_State *L) {
  lua_Debug record;
  for (int level = 0; lua_getstack(L, level, &record); level++) {
    lua_getinfo(L, "Sl", &record);
    if (record.currentline > 0) {
      lua_pushfstring(L, "%s:%d: ", record.short_src, record.currentline);
      return;
    }
  }
  lua_pushliteral(L, "");
}

static int raise_outcome(lua_State *L, int outcome) {
  switch (outcome) {
    case FRINGE_RERAISED:
      return lua_error(L);
    case FRINGE_INTERRUPTED:
      if (fringe_is_interrupted(L)) fringe_hurry_interruption(L);
      return fringe_raise_interruption(L);
    default:
      fringe_push_position(L);
      lua_insert(L, -2);
      lua_concat(L, 2);
      return lua_error(L);
  }
}

static int trampoline(lua_State *L) {
  FringeHost *host = fringe_host(L);
  int id = (int)lua_tointeger(L, lua_upvalueindex(1));
  luaL_checkstack(L, LUA_MINSTACK, "too many nested calls");
  fringe_settle_refusal(host);
  // A script that is to end does nothing more, not even in finalizers, in which no hook runs.
  if (fringe_is_interrupted(L)) return raise_outcome(L, FRINGE_INTERRUPTED);

  bool outer = host->trusted;
  host->trusted = true;
  int outcome = host->callbacks.call(host->callbacks.context, L, id);
  host->trusted = outer;

  // Swift has returned and owns nothing: from here on it is safe to raise.
  bool refused = !outer && host->refused;
  if (refused) host->refused = false;
  if (outcome >= 0) fringe_collect_if_due(L);
  if (!outer && fringe_exceeds_limit(host, 0)) fringe_reach_limit(host->limits, FRINGE_MEMORY_LIMIT);
  // What was interrupted while Swift worked goes no further, so that nothing is saved after it.
  if (fringe_is_interrupted(L)) outcome = FRINGE_INTERRUPTED;
  if (refused && outcome != FRINGE_INTERRUPTED) return luaL_error(L, "not enough memory");
  return outcome < 0 ? raise_outcome(L, outcome) : outcome;
}

void fringe_push_function(lua_State *L, int id) {
  lua_pushinteger(L, id);
  lua_pushcclosure(L, trampoline, 1);
}

int fringe_function_id(lua_State *L, int index) {
  if (lua_tocfunction(L, index) != trampoline || lua_getupvalue(L, index, 1) == NULL) return -1;
  int id = (int)lua_tointeger(L, -1);
  fringe_pop(L, 1);
  return id;
}

// MARK: - Swift calls Lua

// As in lua.c: a message becomes message and traceback, an error object its __tostring.
static int add_traceback(lua_State *L) {
  const char *message = lua_tostring(L, 1);
  if (message == NULL) {
    if (luaL_callmeta(L, 1, "__tostring") && lua_type(L, -1) == LUA_TSTRING) {
      message = lua_tostring(L, -1);
    } else {
      message = lua_pushfstring(L, "(error object is a %s value)", luaL_typename(L, 1));
    }
  }
  luaL_traceback(L, L, message, 1);
  return 1;
}

int fringe_call(lua_State *L, int arguments, int results, bool traceback) {
  FringeHost *host = fringe_host(L);
  bool outer_trusted = host->trusted;
  bool outer_refused = host->refused;
  host->trusted = false;
  host->refused = false;

  int handler = 0;
  if (traceback) {
    handler = lua_gettop(L) - arguments;
    lua_pushcfunction(L, add_traceback);
    lua_insert(L, handler);
  }
  int status = lua_pcall(L, arguments, results, handler);
  if (status != LUA_OK) fringe_settle_refusal(host);
  if (traceback) lua_remove(L, handler);

  host->trusted = outer_trusted;
  host->refused = outer_refused;
  return status;
}

typedef struct {
  const char *bytes, *name, *mode;
  size_t count;
  bool is_data;
} Chunk;

static int load_chunk(lua_State *L) {
  Chunk *chunk = lua_touserdata(L, 1);
  if (luaL_loadbufferx(L, chunk->bytes, chunk->count, chunk->name, chunk->mode) != LUA_OK) return lua_error(L);
  if (chunk->is_data) {
    lua_newtable(L);
    lua_setupvalue(L, -2, 1);
  }
  return 1;
}

static int load(lua_State *L, Chunk chunk) {
  lua_pushcfunction(L, load_chunk);
  lua_pushlightuserdata(L, &chunk);
  return fringe_call(L, 1, 1, false);
}

int fringe_load(lua_State *L, const char *bytes, size_t count, const char *name) {
  return load(L, (Chunk){bytes, name, fringe_host(L)->text_only ? "t" : "bt", count, false});
}

void fringe_refuse_binary(lua_State *L) { fringe_host(L)->text_only = true; }

int fringe_load_dump(lua_State *L, const char *bytes, size_t count, const char *name) {
  return load(L, (Chunk){bytes, name, "b", count, false});
}

int fringe_load_data(lua_State *L, const char *bytes, size_t count, const char *name) {
  return load(L, (Chunk){bytes, name, "t", count, true});
}

typedef struct {
  char *bytes;
  size_t count, room;
} Dump;

static int append(lua_State *L, const void *part, size_t count, void *context) {
  (void)L;
  Dump *dump = context;
  if (dump->count + count > dump->room) {
    size_t room = 2 * (dump->count + count);
    char *moved = realloc(dump->bytes, room);
    if (moved == NULL) return 1;
    dump->bytes = moved;
    dump->room = room;
  }
  memcpy(dump->bytes + dump->count, part, count);
  dump->count += count;
  return 0;
}

// lua_dump raises nothing and asks Lua for no memory.
char *fringe_dump(lua_State *L, int index, size_t *count) {
  Dump dump = {0};
  lua_pushvalue(L, index);
  int status = lua_dump(L, append, &dump, 0);
  lua_pop(L, 1);
  if (status != 0) {
    free(dump.bytes);
    return NULL;
  }
  *count = dump.count;
  return dump.bytes;
}

static int to_text(lua_State *L) {
  luaL_tolstring(L, 1, NULL);
  return 1;
}

void fringe_set_environment(lua_State *L, int index) {
  const char *name = lua_setupvalue(L, index, 1);
  if (name == NULL) fringe_pop(L, 1);
}

void fringe_push_text(lua_State *L, int index) {
  index = lua_absindex(L, index);
  lua_pushcfunction(L, to_text);
  lua_pushvalue(L, index);
  if (fringe_call(L, 1, 1, false) == LUA_OK && lua_type(L, -1) == LUA_TSTRING) return;
  fringe_pop(L, 1);
  lua_pushcfunction(L, to_text);
  lua_pushliteral(L, "(a value whose text cannot be made)");
  fringe_call(L, 1, 1, false);
}
