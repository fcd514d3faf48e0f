// Ctrl-C and SIGTERM: the first one ends the script cleanly, the second one the process.
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
  // A parent with worker threads may have left them blocked.
  sigset_t ours;
  sigemptyset(&ours);
  sigaddset(&ours, SIGINT);
  sigaddset(&ours, SIGTERM);
  pthread_sigmask(SIG_UNBLOCK, &ours, NULL);
}

int fringe_received_signal(void) { return atomic_load(&received); }
