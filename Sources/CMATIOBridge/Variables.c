#define _GNU_SOURCE
#include <matio.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "CMATIOBridge.h"

// MARK: - Opening

static void ignore_message(int level, char *message) {
  (void)level;
  (void)message;
}

void fringe_mat_prepare(void) { Mat_LogInitFunc("fringe", ignore_message); }

// Version 7.3 is HDF5, and is not read through this library.
static mat_t *open_file(const char *path) {
  mat_t *file = Mat_Open(path, MAT_ACC_RDONLY);
  if (file && Mat_GetVersion(file) == MAT_FT_MAT73) {
    Mat_Close(file);
    return NULL;
  }
  return file;
}

// MARK: - Listing

typedef struct {
  void *context;
  void (*receive)(void *context, const FringeMATVariable *variable);
  int count;
} Receiver;

static void list_variable(matvar_t *variable, const char *name, int depth, Receiver *receiver) {
  if (receiver->count++ >= FRINGE_MAT_VARIABLES) return;
  FringeMATVariable found = {.name = name, .class_type = variable->class_type};
  found.is_complex = variable->isComplex;
  found.is_logical = variable->isLogical;
  if (variable->rank > 0 && variable->rank <= FRINGE_MAT_RANK && variable->dims) {
    found.rank = variable->rank;
    for (int i = 0; i < variable->rank; i++) found.shape[i] = variable->dims[i];
  }
  receiver->receive(receiver->context, &found);
  // Of an array of structures, no element is the one that is meant.
  int is_single = variable->class_type == MAT_C_STRUCT && found.rank == 2 && found.shape[0] == 1 && found.shape[1] == 1;
  if (!is_single || depth >= FRINGE_MAT_DEPTH || !variable->data) return;
  unsigned fields = Mat_VarGetNumberOfFields(variable);
  char *const *names = Mat_VarGetStructFieldnames(variable);
  for (unsigned i = 0; names && i < fields && i < FRINGE_MAT_VARIABLES; i++) {
    matvar_t *field = Mat_VarGetStructFieldByIndex(variable, i, 0);
    char path[1024];
    if (!field || !names[i]) continue;
    int length = snprintf(path, sizeof path, "%s.%s", name, names[i]);
    if (length > 0 && (size_t)length < sizeof path) list_variable(field, path, depth + 1, receiver);
  }
}

int fringe_mat_list(
    const char *path, void *context, void (*receive)(void *context, const FringeMATVariable *variable)) {
  mat_t *file = open_file(path);
  if (!file) return -1;
  Receiver receiver = {context, receive, 0};
  matvar_t *variable;
  while (receiver.count < FRINGE_MAT_VARIABLES && (variable = Mat_VarReadNextInfo(file)) != NULL) {
    if (variable->name) list_variable(variable, variable->name, 0, &receiver);
    Mat_VarFree(variable);
  }
  Mat_Close(file);
  return 0;
}

static void ignore_variable(void *context, const FringeMATVariable *variable) {
  (void)context;
  (void)variable;
}

static int try_file(void *path) {
  // A file that is refused is refused again.
  fringe_mat_list((const char *)path, NULL, ignore_variable);
  return 0;
}

int fringe_mat_try(const char *path, unsigned seconds, uint64_t bytes) {
  return fringe_try(try_file, (void *)path, seconds, bytes);
}

// MARK: - Reading

// The field of a structure along a path of names: "b.c".
static matvar_t *field_at(matvar_t *variable, char *path) {
  char *rest = NULL;
  for (char *name = strtok_r(path, ".", &rest); variable && name; name = strtok_r(NULL, ".", &rest)) {
    variable = variable->class_type == MAT_C_STRUCT ? Mat_VarGetStructFieldByName(variable, name, 0) : NULL;
  }
  return variable;
}

int fringe_mat_read(
    const char *path, const char *name, int start, int count, size_t element_bytes, void *buffer) {
  char variable_name[1024];
  if (strlen(name) >= sizeof variable_name) return -1;
  strcpy(variable_name, name);
  char *fields = strchr(variable_name, '.');
  if (fields) *fields++ = 0;
  mat_t *file = open_file(path);
  if (!file) return -1;
  int result = -1;
  matvar_t *variable = Mat_VarReadInfo(file, variable_name);
  matvar_t *wanted = fields ? field_at(variable, fields) : variable;
  if (wanted && Mat_SizeOfClass(wanted->class_type) == element_bytes && !wanted->isComplex) {
    result = Mat_VarReadDataLinear(file, wanted, buffer, start, 1, count) == 0 ? 0 : -1;
  }
  if (variable) Mat_VarFree(variable);
  Mat_Close(file);
  return result;
}

int fringe_memory_file(const void *bytes, size_t count) {
  int descriptor = memfd_create("fringe", MFD_CLOEXEC);
  if (descriptor < 0) return -1;
  size_t done = 0;
  while (done < count) {
    ssize_t written = write(descriptor, (const char *)bytes + done, count - done);
    if (written <= 0) {
      close(descriptor);
      return -1;
    }
    done += (size_t)written;
  }
  return descriptor;
}
