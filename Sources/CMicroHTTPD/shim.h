// Without `link`: the functions are those of COnDemand.
#include <microhttpd.h>
