// FORWARD defines a function that hands on to the library's own of the same name; the library's header checks the types.
#pragma once

#include <stdatomic.h>

#include "COnDemand.h"

#define FORWARD_FROM(library, result, name, parameters, arguments)                                \
  result name parameters {                                                                        \
    static _Atomic(void *) known;                                                                 \
    void *symbol = atomic_load_explicit(&known, memory_order_relaxed);                            \
    if (!symbol) {                                                                                \
      symbol = fringe_library_symbol(library, #name);                                             \
      atomic_store_explicit(&known, symbol, memory_order_relaxed);                                \
    }                                                                                             \
    return ((__typeof__(&name))symbol)arguments;                                                  \
  }
