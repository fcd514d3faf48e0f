#include <cmark.h>

#include "Forward.h"

#define FORWARD(result, name, parameters, arguments) FORWARD_FROM(FRINGE_CMARK, result, name, parameters, arguments)

FORWARD(void, cmark_iter_free, (cmark_iter *a), (a))
FORWARD(cmark_node *, cmark_iter_get_node, (cmark_iter *a), (a))
FORWARD(cmark_iter *, cmark_iter_new, (cmark_node *a), (a))
FORWARD(cmark_event_type, cmark_iter_next, (cmark_iter *a), (a))
FORWARD(int, cmark_node_append_child, (cmark_node *a, cmark_node *b), (a, b))
FORWARD(cmark_node *, cmark_node_first_child, (cmark_node *a), (a))
FORWARD(void, cmark_node_free, (cmark_node *a), (a))
FORWARD(cmark_node_type, cmark_node_get_type, (cmark_node *a), (a))
FORWARD(const char *, cmark_node_get_url, (cmark_node *a), (a))
FORWARD(int, cmark_node_insert_before, (cmark_node *a, cmark_node *b), (a, b))
FORWARD(cmark_node *, cmark_node_new, (cmark_node_type a), (a))
FORWARD(int, cmark_node_replace, (cmark_node *a, cmark_node *b), (a, b))
FORWARD(int, cmark_node_set_url, (cmark_node *a, const char *b), (a, b))
FORWARD(cmark_node *, cmark_parse_document, (const char *a, size_t b, int c), (a, b, c))
FORWARD(char *, cmark_render_html, (cmark_node *a, int b), (a, b))
