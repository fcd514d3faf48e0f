// Ending a script from outside: a flag, the hook that raises for it, and the signals that set it.
#include <signal.h>
#include <string.h>

#include "Host.h"

// MARK: - Flag and hook

static void check_interruption(lua_State *L, lua_Debug *record) {
  (void)record;
  fringe_settle_refusal(fringe_host(L));
  if (!fringe_is_interrupted(L)) return;
  fringe_hurry_interruption(L);
  fringe_raise_interruption(L);
}

int fringe_raise_interruption(lua_State *L) {
  FringeHost *host = fringe_host(L);
  const char *message = fringe_limit_message(host->limits);
  if (message == NULL) message = host->leaves ? "os.exit" : "interrupted";
  fringe_push_position(L);
  lua_pushstring(L, message);
  lua_concat(L, 2);
  return lua_error(L);
}

// From now on at every instruction: a pcall that swallows the error is left by the next one.
void fringe_hurry_interruption(lua_State *L) { lua_sethook(L, check_interruption, LUA_MASKCOUNT, 1); }

void fringe_install_hook(lua_State *L) { lua_sethook(L, check_interruption, LUA_MASKCOUNT, 1000); }

void fringe_interrupt(lua_State *L) {
  atomic_store_explicit(&fringe_host(L)->interrupted, true, memory_order_relaxed);
}

void fringe_leave(lua_State *L) {
  fringe_host(L)->leaves = true;
  fringe_interrupt(L);
}

bool fringe_is_interrupted(lua_State *L) {
  FringeHost *host = fringe_host(L);
  return atomic_load_explicit(&host->interrupted, memory_order_relaxed) || fringe_limit_reached(host->limits) != 0;
}

void fringe_resume(lua_State *L) {
  atomic_store_explicit(&fringe_host(L)->interrupted, false, memory_order_relaxed);
  fringe_install_hook(L);
}

// MARK: - Signals

// Ctrl-C, SIGTERM and SIGHUP: the first one ends the script cleanly, the second one the process.
static _Atomic(lua_State *) interruptible;
static atomic_int received;
static atomic_bool at_prompt;
static atomic_bool noted;

static void on_signal(int signal_number) {
  lua_State *L = atomic_load(&interruptible);
  // A prompt that waits for a line takes Ctrl-C as a key; until it does, there is nothing to stop.
  if (L == NULL && signal_number == SIGINT && atomic_load(&at_prompt)) return;
  if (atomic_load(&received) != 0 || (L == NULL && !atomic_load(&noted))) {
    signal(signal_number, SIG_DFL);
    raise(signal_number);
    return;
  }
  atomic_store(&received, signal_number);
  if (L != NULL) fringe_interrupt(L);
  fringe_wake_watchdog();
}

static void take_signals(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGHUP, &action, NULL);
  // A file that grows beyond its limit is an error of the write that did it.
  signal(SIGXFSZ, SIG_IGN);
  // A parent with worker threads may have left them blocked.
  sigset_t ours;
  sigemptyset(&ours);
  sigaddset(&ours, SIGINT);
  sigaddset(&ours, SIGTERM);
  sigaddset(&ours, SIGHUP);
  pthread_sigmask(SIG_UNBLOCK, &ours, NULL);
}

void fringe_interrupt_on_signals(lua_State *L) {
  atomic_store(&received, 0);
  atomic_store(&interruptible, L);
  take_signals();
}

void fringe_ignore_interrupts(void) {
  atomic_store(&at_prompt, true);
  atomic_store(&interruptible, NULL);
  take_signals();
}

void fringe_forget_signals(lua_State *L) {
  lua_State *mine = L;
  atomic_compare_exchange_strong(&interruptible, &mine, NULL);
}

void fringe_note_signals(bool notes) { atomic_store(&noted, notes); }

int fringe_received_signal(void) { return atomic_load(&received); }
