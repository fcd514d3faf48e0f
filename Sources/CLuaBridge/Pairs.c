// pairs in a defined order. Lua's own depends on a random seed that each state has, and that nothing can set.
#include <stdlib.h>
#include <string.h>

#include "Host.h"

// MARK: - Order

// As fringe.sorted has it: numbers, then strings by their bytes; then false and true, then what has no order.
enum { NUMBER, STRING, BOOLEAN, OTHER };

// What a key is sorted by.
typedef struct {
  int kind;
  bool is_integer;
  lua_Integer integer;  // or the truth value
  lua_Number number;
  const char *bytes;
  size_t count;
  lua_Integer place;  // where `next` has it
} Key;

static Key key_at(lua_State *L, int index, lua_Integer place) {
  Key key = {.kind = OTHER, .place = place};
  switch (lua_type(L, index)) {
    case LUA_TNUMBER:
      key.kind = NUMBER;
      key.is_integer = lua_isinteger(L, index);
      if (key.is_integer) {
        key.integer = lua_tointeger(L, index);
      } else {
        key.number = lua_tonumber(L, index);
      }
      break;
    case LUA_TSTRING:
      key.kind = STRING;
      key.bytes = lua_tolstring(L, index, &key.count);
      break;
    case LUA_TBOOLEAN:
      key.kind = BOOLEAN;
      key.integer = lua_toboolean(L, index);
      break;
  }
  return key;
}

static int sign(bool is_greater, bool is_less) { return (int)is_greater - (int)is_less; }

// A float among a table's keys is not a whole number, or beyond the integers: exact in either case.
static int compare_mixed(lua_Integer integer, lua_Number number) {
  if (number >= 0x1p63) return -1;
  if (number < -0x1p63) return 1;
  return integer <= (lua_Integer)number - (number < 0) ? -1 : 1;
}

static int compare(const Key *a, const Key *b) {
  if (a->kind != b->kind) return a->kind - b->kind;
  switch (a->kind) {
    case NUMBER:
      if (a->is_integer && !b->is_integer) return compare_mixed(a->integer, b->number);
      if (b->is_integer && !a->is_integer) return -compare_mixed(b->integer, a->number);
      if (!a->is_integer) return sign(a->number > b->number, a->number < b->number);
      break;
    case STRING: {
      int order = memcmp(a->bytes, b->bytes, a->count < b->count ? a->count : b->count);
      return order != 0 ? order : sign(a->count > b->count, a->count < b->count);
    }
    case OTHER: return 0;
  }
  return sign(a->integer > b->integer, a->integer < b->integer);
}

static int compare_or_keep(const void *a, const void *b) {
  const Key *first = a, *second = b;
  int order = compare(first, second);
  return order != 0 ? order : sign(first->place > second->place, first->place < second->place);
}

// Whether `next` visits the table at 1 in order, as it does a list; counts its keys.
static bool is_in_order(lua_State *L, lua_Integer *count) {
  bool in_order = true;
  Key last = {0};
  *count = 0;
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    lua_pop(L, 1);
    *count += 1;
    if (!in_order) continue;
    Key key = key_at(L, -1, *count);
    if (*count > 1) in_order = compare(&last, &key) <= 0;
    last = key;
  }
  return in_order;
}

// MARK: - Iterator

// Where the key at 2 stands among the keys of the iterator; 0 for nil, before the first.
static lua_Integer place_of_key(lua_State *L) {
  if (lua_isnil(L, 2)) return 0;
  lua_Integer place = lua_tointeger(L, lua_upvalueindex(2));
  lua_rawgeti(L, lua_upvalueindex(1), place);
  if (lua_rawequal(L, -1, 2)) return place;
  for (place = 1; lua_rawgeti(L, lua_upvalueindex(1), place) != LUA_TNIL; place++) {
    if (lua_rawequal(L, -1, 2)) return place;
    lua_pop(L, 1);
  }
  return luaL_error(L, "invalid key to 'next'");
}

// As next(table, key), but in order. Upvalues: the keys, and the place of the one that was given last.
static int next_in_order(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  lua_Integer place = place_of_key(L);
  lua_settop(L, 2);
  while (lua_rawgeti(L, lua_upvalueindex(1), ++place) != LUA_TNIL) {
    lua_pushvalue(L, -1);
    if (lua_rawget(L, 1) != LUA_TNIL) {
      lua_pushinteger(L, place);
      lua_replace(L, lua_upvalueindex(2));
      return 2;
    }
    lua_settop(L, 2);  // it was removed meanwhile
  }
  return 1;
}

// Pushes the iterator over the `count` keys of the table at 1.
static void push_iterator(lua_State *L, lua_Integer count) {
  Key *keys = lua_newuserdatauv(L, (size_t)count * sizeof *keys, 0);
  lua_createtable(L, count < INT32_MAX ? (int)count : 0, 0);
  int found = lua_gettop(L);
  lua_Integer place = 0;
  lua_pushnil(L);
  // A finalizer may have changed the table since its keys were counted.
  while (place < count && lua_next(L, 1)) {
    lua_pop(L, 1);
    keys[place] = key_at(L, -1, place + 1);
    lua_pushvalue(L, -1);
    lua_rawseti(L, found, ++place);
  }
  count = place;
  qsort(keys, (size_t)count, sizeof *keys, compare_or_keep);
  lua_createtable(L, count < INT32_MAX ? (int)count : 0, 0);
  for (place = 0; place < count; place++) {
    lua_rawgeti(L, found, keys[place].place);
    lua_rawseti(L, -2, place + 1);
  }
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_in_order, 2);
}

// MARK: - pairs

static int return_three(lua_State *L, int status, lua_KContext context) {
  (void)L, (void)status, (void)context;
  return 3;
}

// Upvalue: Lua's own next, which is as good, and faster, where it visits a table in order.
static int pairs_in_order(lua_State *L) {
  luaL_checkany(L, 1);
  if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_callk(L, 1, 3, 0, return_three);
    return 3;
  }
  lua_Integer count = 0;
  if (lua_istable(L, 1) && !is_in_order(L, &count)) {
    push_iterator(L, count);
  } else {
    lua_pushvalue(L, lua_upvalueindex(1));
  }
  lua_pushvalue(L, 1);
  lua_pushnil(L);
  return 3;
}

static int install(lua_State *L) {
  lua_getglobal(L, "next");
  lua_pushcclosure(L, pairs_in_order, 1);
  lua_setglobal(L, "pairs");
  return 0;
}

int fringe_order_pairs(lua_State *L) {
  lua_pushcfunction(L, install);
  return fringe_call(L, 0, 0, false);
}
