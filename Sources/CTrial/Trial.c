#include "CTrial.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void limit(int resource, rlim_t value) {
  struct rlimit limits = {value, value};
  setrlimit(resource, &limits);
}

// Bytes of address space in use.
static uint64_t address_space(void) {
  unsigned long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (!file) return 0;
  if (fscanf(file, "%lu", &pages) != 1) pages = 0;
  fclose(file);
  return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static void run(void (*body)(void *context), void *context, unsigned seconds, uint64_t bytes) {
  // To crash is an answer here, which needs neither a report nor a core file.
  const int signals[] = {SIGSEGV, SIGBUS,  SIGILL,  SIGFPE,  SIGABRT, SIGTRAP,
                         SIGXCPU, SIGALRM, SIGTERM, SIGINT, SIGHUP};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) signal(signals[i], SIG_DFL);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, seconds);
  // A sanitizer reserves more address space than any limit.
  uint64_t used = address_space();
  if (used > 0 && used < (uint64_t)1 << 40) limit(RLIMIT_AS, used + bytes);
  // Reading may wait for a slow disk, but not for ever.
  alarm(60 + seconds);
  body(context);
  _exit(0);
}

int fringe_try(void (*body)(void *context), void *context, unsigned seconds, uint64_t bytes) {
  pid_t child = fork();
  if (child < 0) return FRINGE_TRIAL_IMPOSSIBLE;
  if (child == 0) run(body, context, seconds, bytes);
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    // A host that ignores SIGCHLD never learns how its children ended.
    if (errno != EINTR) return FRINGE_TRIAL_IMPOSSIBLE;
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? FRINGE_TRIAL_PASSED : FRINGE_TRIAL_FAILED;
}
