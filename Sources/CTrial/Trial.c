#include "CTrial.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
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

// Where the lower and the higher half of a system call's argument lie.
#define HALF(argument, is_high) \
  (offsetof(struct seccomp_data, args) + 8 * (argument) + \
   4 * ((__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__) == (is_high)))

// From now on, to ask the system for a block of so many bytes ends the process.
//
// A limit on the address space would only refuse it: a library copes with that, the trial passes, and the parent, which
// has no such limit, gets the gigabytes.
static void forbid_blocks(uint32_t bytes) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 4),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, HALF(1, 1)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 8),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, HALF(1, 0)),
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, bytes, 6, 5),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mremap, 0, 4),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, HALF(2, 1)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, HALF(2, 0)),
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, bytes, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
  };
  struct sock_fprog program = {sizeof code / sizeof *code, code};
  // Where the system has no such filters, the limit on the address space must do.
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

static void run(int (*body)(void *context), void *context, unsigned seconds, uint64_t bytes) {
  // To crash is an answer here, which needs neither a report nor a core file.
  const int signals[] = {SIGSEGV, SIGBUS,  SIGILL,  SIGFPE,  SIGABRT, SIGTRAP,
                         SIGXCPU, SIGALRM, SIGTERM, SIGINT, SIGHUP};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) signal(signals[i], SIG_DFL);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, seconds);
  // A sanitizer reserves more address space than any limit.
  uint64_t used = address_space();
  if (used > 0 && used < (uint64_t)1 << 40) limit(RLIMIT_AS, used + bytes);
  forbid_blocks(bytes < UINT32_MAX ? (uint32_t)bytes : UINT32_MAX);
  // Reading may wait for a slow disk, but not for ever.
  alarm(60 + seconds);
  _exit(body(context) == 0 ? 0 : 1);
}

int fringe_try(int (*body)(void *context), void *context, unsigned seconds, uint64_t bytes) {
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
