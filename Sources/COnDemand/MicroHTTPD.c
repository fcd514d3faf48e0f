#include <microhttpd.h>

#include "Forward.h"

#define FORWARD(result, name, parameters, arguments) FORWARD_FROM(FRINGE_MICROHTTPD, result, name, parameters, arguments)

FORWARD(enum MHD_Result, MHD_add_response_header, (struct MHD_Response *a, const char *b, const char *c), (a, b, c))
FORWARD(struct MHD_Response *, MHD_create_response_from_buffer, (size_t a, void *b, enum MHD_ResponseMemoryMode c), (a, b, c))
FORWARD(struct MHD_Response *, MHD_create_response_from_callback, (uint64_t a, size_t b, MHD_ContentReaderCallback c, void *d, MHD_ContentReaderFreeCallback e), (a, b, c, d, e))
FORWARD(void, MHD_destroy_response, (struct MHD_Response *a), (a))
FORWARD(int, MHD_get_connection_values, (struct MHD_Connection *a, enum MHD_ValueKind b, MHD_KeyValueIterator c, void *d), (a, b, c, d))
FORWARD(enum MHD_Result, MHD_queue_response, (struct MHD_Connection *a, unsigned int b, struct MHD_Response *c), (a, b, c))
FORWARD(struct MHD_Daemon *, MHD_start_daemon_va, (unsigned int a, uint16_t b, MHD_AcceptPolicyCallback c, void *d, MHD_AccessHandlerCallback e, void *f, va_list g), (a, b, c, d, e, f, g))
FORWARD(void, MHD_stop_daemon, (struct MHD_Daemon *a), (a))
