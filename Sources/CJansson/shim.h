#include <jansson.h>
#include <stdlib.h>

// json_decref is a function whose reference count is touched in ways that Swift cannot import.
static inline void fringe_json_release(json_t *value) { json_decref(value); }
