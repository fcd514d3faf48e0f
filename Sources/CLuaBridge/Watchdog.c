// A thread that ends what does not end by itself: no hook runs inside string.find or a finalizer, and not every kernel
// asks whether it is to go on. First the script is told; when it has not ended soon after, the process is.
#define _GNU_SOURCE  // sem_clockwait
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "Host.h"

// Seconds that a script has to end after a signal: at most, at least, and how much less for each byte of its memory. Within
// a tenth of a second the program is to be gone, and the system needs some of that to take back the memory.
#define SIGNAL_GRACE 0.06
#define LEAST_SIGNAL_GRACE 0.01
#define GRACE_PER_BYTE (0.25e-3 / (1 << 20))
// Seconds that a script has to end after a limit was reached; and between two looks.
#define LIMIT_GRACE 0.5
#define INTERVAL 0.01

static struct {
  FringeWatch watch;
  pthread_t thread;
  sem_t wake;
  atomic_bool runs;
  double start;
  int memory_file;  // /proc/self/statm, or -1
  size_t memory_start;
} dog;

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

// MARK: - Memory of the process

// Bytes in use that are no file's: pixels, what kernels need meanwhile, Lua's.
static size_t process_memory(void) {
  char text[128];
  ssize_t count = pread(dog.memory_file, text, sizeof text - 1, 0);
  if (count <= 0) return 0;
  text[count] = '\0';
  unsigned long size = 0, resident = 0, shared = 0;
  if (sscanf(text, "%lu %lu %lu", &size, &resident, &shared) != 3 || resident < shared) return 0;
  return (resident - shared) * (size_t)sysconf(_SC_PAGESIZE);
}

static size_t memory_growth(void) {
  size_t now = process_memory();
  return now > dog.memory_start ? now - dog.memory_start : 0;
}

static double signal_grace(void) {
  double grace = SIGNAL_GRACE - GRACE_PER_BYTE * (double)process_memory();
  return grace > LEAST_SIGNAL_GRACE ? grace : LEAST_SIGNAL_GRACE;
}

// MARK: - The end

static int final_status;

static void leave(int signal_number) {
  (void)signal_number;
  _exit(final_status);
}

static void end_process(int status, const char *message) {
  // Whatever the following waits for: in a second it is over.
  final_status = status;
  signal(SIGALRM, leave);
  alarm(1);
  // What the script has printed, unless it is just printing.
  if (ftrylockfile(stdout) == 0) fflush_unlocked(stdout);
  char line[FRINGE_MESSAGE_BYTES + 16];
  int count = snprintf(line, sizeof line, "fringe: %s\n", message);
  if (write(STDERR_FILENO, line, (size_t)count) < 0) final_status = status;
  dog.watch.end(status);
  _exit(status);
}

// MARK: - Watching

// Sleeps until a signal comes or so many seconds have passed; 0: for as long as it takes.
static void sleep_until_woken(double seconds) {
  if (seconds <= 0) {
    sem_wait(&dog.wake);
    return;
  }
  double end = seconds_now() + seconds;
  struct timespec moment = {.tv_sec = (time_t)end};
  moment.tv_nsec = (long)(1e9 * (end - (double)moment.tv_sec));
  sem_clockwait(&dog.wake, CLOCK_MONOTONIC, &moment);
}

static void *watch(void *nothing) {
  const FringeWatch *watch = &dog.watch;
  double last_moment = 0, limited = 0;
  while (atomic_load(&dog.runs)) {
    double now = seconds_now(), pause = 0;
    int signal_number = watch->ends_on_signal ? fringe_received_signal() : 0;
    if (signal_number != 0) {
      if (last_moment == 0) last_moment = now + signal_grace();
      if (now >= last_moment) end_process(128 + signal_number, "interrupted");
      pause = last_moment - now;
    }
    if (watch->bytes > 0) {
      size_t grown = memory_growth();
      // What is given back may stay with the process for a while: a tenth more is no reason to end.
      if (grown > watch->bytes + watch->bytes / 10) fringe_reach_limit(watch->limits, FRINGE_MEMORY_LIMIT);
      if (grown > watch->bytes + watch->bytes / 2) limited = now - LIMIT_GRACE;
      if (pause == 0) pause = INTERVAL;
    }
    if (watch->seconds > 0) {
      double left = dog.start + watch->seconds - now;
      if (left <= 0) fringe_reach_limit(watch->limits, FRINGE_TIME_LIMIT);
      if (left > 0 && pause == 0) pause = left;
    }
    if (fringe_limit_reached(watch->limits) != 0) {
      if (limited == 0) limited = now;
      if (now - limited >= LIMIT_GRACE) end_process(1, fringe_limit_message(watch->limits));
      if (pause == 0) pause = INTERVAL;
    }
    sleep_until_woken(pause);
  }
  return nothing;
}

// Safe in a signal handler.
void fringe_wake_watchdog(void) {
  if (atomic_load(&dog.runs)) sem_post(&dog.wake);
}

bool fringe_start_watchdog(FringeWatch watch_over) {
  dog.watch = watch_over;
  dog.start = seconds_now();
  dog.memory_file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (dog.memory_file < 0 && dog.watch.bytes > 0) return false;
  dog.memory_start = process_memory();
  if (sem_init(&dog.wake, 0, 0) != 0) return false;
  atomic_store(&dog.runs, true);
  // Signals are for the other threads.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  bool started = pthread_create(&dog.thread, NULL, watch, NULL) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (!started) atomic_store(&dog.runs, false);
  return started;
}

void fringe_stop_watchdog(void) {
  if (!atomic_exchange(&dog.runs, false)) return;
  sem_post(&dog.wake);
  pthread_join(dog.thread, NULL);
  if (dog.memory_file >= 0) close(dog.memory_file);
}
