// Ending a script from outside: a flag, the hook that raises for it, and the signals that set it.
#include <signal.h>
#include <string.h>

#include "Host.h"

// MARK: - Flag and hook

static void check_interruption(lua_State *L, lua_Debug *record) {
  (void)record;
  if (!atomic_load_explicit(&fringe_host(L)->interrupted, memory_order_relaxed)) return;
  fringe_hurry_interruption(L);
  luaL_error(L, "interrupted");
}

// From now on at every instruction: a pcall that swallows the error is left by the next one.
void fringe_hurry_interruption(lua_State *L) { lua_sethook(L, check_interruption, LUA_MASKCOUNT, 1); }

void fringe_install_hook(lua_State *L) { lua_sethook(L, check_interruption, LUA_MASKCOUNT, 1000); }

void fringe_interrupt(lua_State *L) {
  atomic_store_explicit(&fringe_host(L)->interrupted, true, memory_order_relaxed);
}

bool fringe_is_interrupted(lua_State *L) {
  return atomic_load_explicit(&fringe_host(L)->interrupted, memory_order_relaxed);
}

void fringe_resume(lua_State *L) {
  atomic_store_explicit(&fringe_host(L)->interrupted, false, memory_order_relaxed);
  fringe_install_hook(L);
}

// MARK: - Signals

// Ctrl-C, SIGTERM and SIGHUP: the first one ends the script cleanly, the second one the process.
static _Atomic(lua_State *) interruptible;
static atomic_int received;

static void on_signal(int signal_number) {
  lua_State *L = atomic_load(&interruptible);
  if (atomic_load(&received) != 0 || L == NULL) {
    signal(signal_number, SIG_DFL);
    raise(signal_number);
    return;
  }
  atomic_store(&received, signal_number);
  fringe_interrupt(L);
}

void fringe_interrupt_on_signals(lua_State *L) {
  atomic_store(&received, 0);
  atomic_store(&interruptible, L);
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

void fringe_forget_signals(lua_State *L) {
  lua_State *mine = L;
  atomic_compare_exchange_strong(&interruptible, &mine, NULL);
}

int fringe_received_signal(void) { return atomic_load(&received); }
