// Ctrl-C, SIGTERM and SIGHUP: the first one ends the script cleanly, the second one the process.
#include <signal.h>
#include <string.h>

#include "Host.h"

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
