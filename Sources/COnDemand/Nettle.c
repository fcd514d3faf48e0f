#include <nettle/sha2.h>

#include "Forward.h"

#define FORWARD(result, name, parameters, arguments) FORWARD_FROM(FRINGE_NETTLE, result, name, parameters, arguments)

FORWARD(void, nettle_sha256_digest, (struct sha256_ctx *a, size_t b, uint8_t *c), (a, b, c))
FORWARD(void, nettle_sha256_init, (struct sha256_ctx *a), (a))
FORWARD(void, nettle_sha256_update, (struct sha256_ctx *a, size_t b, const uint8_t *c), (a, b, c))
