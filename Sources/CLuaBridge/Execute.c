// os.execute that an interruption ends: C's system() takes no notice of Ctrl-C until the command has ended.
#define _GNU_SOURCE  // environ
#include <errno.h>
#include <lauxlib.h>
#include <lualib.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "Host.h"

// The command gets the signals that this process handles as it would from a shell.
static int spawn_shell(pid_t *child, const char *command) {
  posix_spawnattr_t attributes;
  int error = posix_spawnattr_init(&attributes);
  if (error != 0) return error;
  sigset_t none, ours;
  sigemptyset(&none);
  sigemptyset(&ours);
  sigaddset(&ours, SIGINT);
  sigaddset(&ours, SIGTERM);
  sigaddset(&ours, SIGHUP);
  sigaddset(&ours, SIGXFSZ);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &ours);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  char *const arguments[] = {"sh", "-c", (char *)command, NULL};
  error = posix_spawn(child, "/bin/sh", NULL, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  return error;
}

static int execute(lua_State *L) {
  const char *command = luaL_optstring(L, 1, NULL);
  if (command == NULL) {
    lua_pushboolean(L, access("/bin/sh", X_OK) == 0);
    return 1;
  }
  pid_t child = 0;
  int error = spawn_shell(&child, command);
  if (error != 0) {
    errno = error;
    return luaL_fileresult(L, 0, NULL);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return luaL_fileresult(L, 0, NULL);
    if (!fringe_is_interrupted(L)) continue;
    kill(child, SIGTERM);
    return fringe_raise_interruption(L);
  }
  // Ctrl-C on a terminal reaches both, and it is the command that has noticed it first.
  if (fringe_is_interrupted(L)) return fringe_raise_interruption(L);
  errno = 0;
  return luaL_execresult(L, status);
}

void replace_execute(lua_State *L) {
  lua_getglobal(L, LUA_OSLIBNAME);
  lua_pushcfunction(L, execute);
  lua_setfield(L, -2, "execute");
  lua_pop(L, 1);
}
