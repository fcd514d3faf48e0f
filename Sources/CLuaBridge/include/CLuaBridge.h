// The only code that can raise a Lua error.
//
// lua_error is a longjmp: raised from Swift, or across a Swift frame, it leaks whatever the frame owned. So Swift
// code called from Lua only *returns*: the number of results it left on the stack, or one of the outcomes below,
// and the trampoline here raises once Swift has returned. A refused allocation is a hidden longjmp as well: while
// Swift is on the stack the allocator never refuses, it remembers, and the trampoline raises afterwards.
#pragma once

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: - A state and its host

// What a Swift function called from Lua returns when it does not return results.
enum {
  // The message on top of the stack is raised, with the script's position in front.
  FRINGE_FAILED = -1,
  // The value on top of the stack is raised as it is (an error of a Lua function that Swift had called).
  FRINGE_RERAISED = -2,
  // The run is interrupted.
  FRINGE_INTERRUPTED = -3,
};

typedef struct {
  // Passed back to every callback.
  void *context;
  // Runs the binding `id` with the arguments on the stack; returns a number of results or an outcome.
  int (*call)(void *context, lua_State *L, int id);
  // Drops the object of a handle; called once for each.
  void (*release)(void *context, void *object);
  // Prints a warning raised with Lua's warn().
  void (*warn)(void *context, const char *message, bool continues);
  // Is told of a file of code that the script has loaded: by require, dofile or loadfile.
  void (*loaded)(void *context, const char *path);
  // Is told of a file that the script has opened for writing by itself, or renamed, once that is watched.
  void (*written)(void *context, const char *path);
} FringeCallbacks;

// What all the states of a run may use together; see "Limits" below.
typedef struct FringeLimits FringeLimits;

// A new Lua state without any library; NULL when there is no memory for it. The limits (NULL: none) must outlive it.
lua_State *fringe_new_state(FringeCallbacks callbacks, FringeLimits *limits);
void fringe_close_state(lua_State *L);

// Opens the standard libraries, protected; returns a Lua status, with the message on the stack unless LUA_OK.
int fringe_open_libraries(lua_State *L);

// From now on `pairs` visits keys in a defined order: numbers, strings, false and true, then what has no order. Returns a
// Lua status, with the message on the stack unless LUA_OK.
int fringe_order_pairs(lua_State *L);

// From now on the host is told of what io.open, io.output and os.rename write. Returns a Lua status, with the message on
// the stack unless LUA_OK.
int fringe_watch_writes(lua_State *L);

// MARK: - Memory

// Bytes that Lua holds now.
size_t fringe_lua_bytes(lua_State *L);
// Bytes that handles say they hold now.
size_t fringe_host_bytes(lua_State *L);
// Refuses Lua's allocations beyond this many bytes; 0: no limit.
void fringe_limit_lua_bytes(lua_State *L, size_t bytes);
// For tests: the n-th allocation from now on (1: the next) and all that follow are refused; 0: none.
void fringe_refuse_allocation(lua_State *L, long n);
// For tests: how many allocations were asked for since the state was made.

// MARK: - Limits

enum { FRINGE_MEMORY_LIMIT = 1, FRINGE_TIME_LIMIT = 2, FRINGE_MESSAGE_BYTES = 256 };

// Limits of a run: bytes of memory, Lua's and that of handles together (0: any), and what is said when this or the
// time is used up. NULL when there is no memory for them.
FringeLimits *fringe_new_limits(size_t bytes, const char *memory_message, const char *time_message);
void fringe_free_limits(FringeLimits *limits);
// Ends the scripts of all states under these limits; the first limit counts. Safe on any thread.
void fringe_reach_limit(FringeLimits *limits, int limit);
// The limit that was reached, or 0.
int fringe_limit_reached(const FringeLimits *limits);
// What is said of the limit that was reached, or NULL.
const char *fringe_limit_message(const FringeLimits *limits);
// Bytes in use now.
size_t fringe_limited_bytes(const FringeLimits *limits);

// MARK: - Watchdog

// What a thread of its own watches over, for where no script and no kernel looks up: in string.find, in a finalizer.
typedef struct {
  FringeLimits *limits;  // may be NULL
  double seconds;        // until the time limit is reached; 0: never
  size_t bytes;          // by which the memory of the process may grow, kernels' own included; 0: any
  bool ends_on_signal;   // whether a signal that the script does not follow ends the process
  // Ends the process with this status, leaving nothing half-written.
  void (*end)(int status);
} FringeWatch;

// At most one watchdog at a time. False when the system has no thread for it.
bool fringe_start_watchdog(FringeWatch watch);
void fringe_stop_watchdog(void);

// MARK: - Calls

// Pushes the binding `id` as a Lua function. May raise only outside a call from Lua.
void fringe_push_function(lua_State *L, int id);
// The binding behind a Lua function, or -1 when it is none.
int fringe_function_id(lua_State *L, int index);
// lua_pcall for Swift code: the callee may raise freely. With `traceback`, an error message gets one.
int fringe_call(lua_State *L, int arguments, int results, bool traceback);
// luaL_loadbufferx, protected; text or binary, unless that is refused.
int fringe_load(lua_State *L, const char *bytes, size_t count, const char *name);
// The same for what fringe_dump has made, whatever is refused.
int fringe_load_dump(lua_State *L, const char *bytes, size_t count, const char *name);
// The same for text only, with an empty environment: a file that is data.
int fringe_load_data(lua_State *L, const char *bytes, size_t count, const char *name);
// From now on fringe_load takes text only.
void fringe_refuse_binary(lua_State *L);
// Pops a table, which becomes the globals of the Lua function at `index`.
void fringe_set_environment(lua_State *L, int index);
// The compiled code of the Lua function at `index`, with its line numbers, to be freed by the caller; NULL when it is
// none, or when there is no memory.
char *fringe_dump(lua_State *L, int index, size_t *count);
// Pushes what tostring() shows of the value at `index`, protected; an error object that fails says so.
void fringe_push_text(lua_State *L, int index);

// MARK: - Handles: Swift objects in Lua

typedef struct {
  uint64_t magic;
  void *object;  // NULL once released
  size_t bytes;  // of host memory that the object holds
} FringeHandle;

// Pushes a released handle with the metatable registered under `class_name` and room for one Lua value of its own.
// While Swift is on the stack only.
FringeHandle *fringe_push_handle(lua_State *L, const char *class_name);
// Hands the object over to the handle. Cannot fail.
void fringe_adopt(lua_State *L, FringeHandle *handle, void *object, size_t bytes);
// Says anew how many bytes the object of a handle holds.
void fringe_recount(lua_State *L, FringeHandle *handle, size_t bytes);
// The handle at `index`, or NULL when the value there is none.
FringeHandle *fringe_to_handle(lua_State *L, int index);
// Drops the object of the handle at `index`, as the collector would. Nothing happens when there is none.
void fringe_release(lua_State *L, int index);
// Pops tables of methods, getters and setters (name -> function), and registers the class's metatable with
// `unknown` as the binding for a field that is in none of them (self, key, whether it is an assignment).
void fringe_register_class(lua_State *L, const char *class_name, int unknown);
// Sets a metamethod of a registered class to the binding `id`.
void fringe_set_metamethod(lua_State *L, const char *class_name, const char *event, int id);
// Pushes the metatable of records: tables in which reading an unknown field calls the binding `unknown`.
void fringe_push_record_metatable(lua_State *L, int unknown, int text);

// MARK: - Interruption

// Ends the script: every 1,000 instructions, and after each pcall, until it is out. Safe in a signal handler.
void fringe_interrupt(lua_State *L);
// The same, because the script has called os.exit.
void fringe_leave(lua_State *L);
// Whether the script is to end, also because of a limit.
bool fringe_is_interrupted(lua_State *L);
// Forgets an interruption.
void fringe_resume(lua_State *L);
// From now on the first SIGINT, SIGTERM or SIGHUP interrupts this state, a second one ends the process; at most one state
// at a time.
void fringe_interrupt_on_signals(lua_State *L);
// Signals end the process again, but for SIGINT, which does nothing: a prompt waits for a line.
void fringe_ignore_interrupts(void);
// The signals end the process again.
void fringe_forget_signals(lua_State *L);
// Whether a first signal that finds no state is kept for fringe_received_signal, and ends nothing.
void fringe_note_signals(bool notes);
// The signal that interrupted the state, or 0.
int fringe_received_signal(void);

// MARK: - What are macros in lua.h

static inline void fringe_pop(lua_State *L, int n) { lua_settop(L, -n - 1); }
static inline int fringe_registry_index(void) { return LUA_REGISTRYINDEX; }
static inline void fringe_push_globals(lua_State *L) { lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS); }
