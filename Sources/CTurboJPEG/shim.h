// libjpeg-turbo's own interface, which returns error codes.
#pragma once

#include <turbojpeg.h>
