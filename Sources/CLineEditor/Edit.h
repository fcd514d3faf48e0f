// libedit, loaded when a line is first edited. Functions with variable arguments cannot be handed on, so all are looked up.
#pragma once

#include <COnDemand.h>
#include <histedit.h>
#include <stdio.h>

#define FRINGE_EDIT_FUNCTION(name) ((__typeof__(&name))fringe_library_symbol(FRINGE_EDIT, #name))

#define el_end FRINGE_EDIT_FUNCTION(el_end)
#define el_get FRINGE_EDIT_FUNCTION(el_get)
#define el_gets FRINGE_EDIT_FUNCTION(el_gets)
#define el_init FRINGE_EDIT_FUNCTION(el_init)
#define el_insertstr FRINGE_EDIT_FUNCTION(el_insertstr)
#define el_line FRINGE_EDIT_FUNCTION(el_line)
#define el_reset FRINGE_EDIT_FUNCTION(el_reset)
#define el_set FRINGE_EDIT_FUNCTION(el_set)
#define el_source FRINGE_EDIT_FUNCTION(el_source)
#define history FRINGE_EDIT_FUNCTION(history)
#define history_end FRINGE_EDIT_FUNCTION(history_end)
#define history_init FRINGE_EDIT_FUNCTION(history_init)
