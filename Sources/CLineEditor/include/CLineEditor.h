// A line of input on a terminal, with editing, history and completion by libedit.
#pragma once

#include <stdbool.h>

typedef struct FringeLineEditor FringeLineEditor;

// What may be typed next: the text to insert at the cursor, then a line feed and the candidates, one a line.
// Allocated with malloc; NULL: nothing.
typedef char *(*FringeComplete)(void *context, const char *line_up_to_cursor);

// NULL when the terminal cannot be used.
FringeLineEditor *fringe_editor_new(FringeComplete complete, void *context);
void fringe_editor_free(FringeLineEditor *editor);

// Reads a line, without its line feed; valid until the next call. NULL at the end of input, and with `cancelled` set
// when Ctrl-C was pressed.
const char *fringe_editor_read(FringeLineEditor *editor, const char *prompt, bool *cancelled);

// History: `path` may be missing when it is loaded. An entry may have several lines; one that `goes_on` takes the place of
// the last one, of which it has another line.
void fringe_editor_load(FringeLineEditor *editor, const char *path);
void fringe_editor_remember(FringeLineEditor *editor, const char *entry, bool goes_on, const char *path);
