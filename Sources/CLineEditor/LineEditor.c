// libedit's calls take variable arguments, which Swift cannot pass.
#include <CLineEditor.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "Edit.h"

#define HISTORY_LINES 2000
#define SCREEN_COLUMNS 80

struct FringeLineEditor {
  EditLine *line;
  History *past;
  FringeComplete complete;
  void *context;
  const char *prompt;
  bool cancelled;
};

static FringeLineEditor *editor_of(EditLine *line) {
  void *data = NULL;
  el_get(line, EL_CLIENTDATA, &data);
  return data;
}

static char *prompt_of(EditLine *line) { return (char *)editor_of(line)->prompt; }

// MARK: - Keys

static unsigned char on_cancel(EditLine *line, int key) {
  (void)key;
  editor_of(line)->cancelled = true;
  fputs("^C\n", stdout);
  return CC_EOF;
}

// Candidates beside each other, as many as fit into a line.
static void show_candidates(const char *list) {
  size_t width = 0, column = 0;
  for (const char *word = list; *word != '\0';) {
    size_t length = strcspn(word, "\n");
    if (length > width) width = length;
    word += length + (word[length] == '\n');
  }
  putchar('\n');
  for (const char *word = list; *word != '\0';) {
    int length = (int)strcspn(word, "\n");
    if (column > 0 && column + width + 2 > SCREEN_COLUMNS) {
      putchar('\n');
      column = 0;
    }
    printf("%-*.*s  ", (int)width, length, word);
    column += width + 2;
    word += length + (word[length] == '\n');
  }
  putchar('\n');
}

static unsigned char on_complete(EditLine *line, int key) {
  (void)key;
  FringeLineEditor *editor = editor_of(line);
  const LineInfo *info = el_line(line);
  char *typed = strndup(info->buffer, (size_t)(info->cursor - info->buffer));
  char *answer = typed == NULL ? NULL : editor->complete(editor->context, typed);
  free(typed);
  if (answer == NULL) return CC_REFRESH_BEEP;
  char *candidates = strchr(answer, '\n');
  unsigned char result = CC_REFRESH;
  if (candidates != NULL) *candidates++ = '\0';
  if (answer[0] != '\0') {
    if (el_insertstr(line, answer) == -1) result = CC_REFRESH_BEEP;
  } else if (candidates != NULL && candidates[0] != '\0') {
    show_candidates(candidates);
    result = CC_REDISPLAY;
  }
  free(answer);
  return result;
}

// MARK: - Life

FringeLineEditor *fringe_editor_new(FringeComplete complete, void *context) {
  if (fringe_library_problem(FRINGE_EDIT) != NULL) return NULL;
  FringeLineEditor *editor = calloc(1, sizeof *editor);
  if (editor == NULL) return NULL;
  editor->complete = complete;
  editor->context = context;
  editor->line = el_init("fringe", stdin, stdout, stderr);
  editor->past = history_init();
  if (editor->line == NULL || editor->past == NULL) {
    fringe_editor_free(editor);
    return NULL;
  }
  HistEvent event;
  history(editor->past, &event, H_SETSIZE, HISTORY_LINES);
  history(editor->past, &event, H_SETUNIQUE, 1);
  el_set(editor->line, EL_CLIENTDATA, editor);
  el_set(editor->line, EL_PROMPT, prompt_of);
  el_set(editor->line, EL_EDITOR, "emacs");
  el_set(editor->line, EL_HIST, history, editor->past);
  // What the user has chosen in ~/.editrc; our own keys come after it.
  el_source(editor->line, NULL);
  // While a line is edited, Ctrl-C is a key; while a script runs, it is a signal.
  el_set(editor->line, EL_SETTY, "-d", "-isig", NULL);
  el_set(editor->line, EL_SIGNAL, 1);
  el_set(editor->line, EL_ADDFN, "fringe-cancel", "Gives up the line", on_cancel);
  el_set(editor->line, EL_ADDFN, "fringe-complete", "Completes a name", on_complete);
  el_set(editor->line, EL_BIND, "^C", "fringe-cancel", NULL);
  el_set(editor->line, EL_BIND, "\t", "fringe-complete", NULL);
  return editor;
}

void fringe_editor_free(FringeLineEditor *editor) {
  if (editor == NULL) return;
  if (editor->past != NULL) history_end(editor->past);
  if (editor->line != NULL) el_end(editor->line);
  free(editor);
}

// MARK: - Lines

const char *fringe_editor_read(FringeLineEditor *editor, const char *prompt, bool *cancelled) {
  int count = 0;
  editor->prompt = prompt;
  editor->cancelled = false;
  const char *text = el_gets(editor->line, &count);
  // A signal that came before the terminal made Ctrl-C a key.
  if (text == NULL && count < 0 && errno == EINTR) editor->cancelled = true;
  *cancelled = editor->cancelled;
  if (editor->cancelled) {
    el_reset(editor->line);
    return NULL;
  }
  if (text == NULL || count <= 0) return NULL;
  // libedit lends its own buffer, in which the line feed may be cut off.
  if (text[count - 1] == '\n') ((char *)text)[count - 1] = '\0';
  return text;
}

void fringe_editor_load(FringeLineEditor *editor, const char *path) {
  HistEvent event;
  history(editor->past, &event, H_LOAD, path);
}

void fringe_editor_remember(FringeLineEditor *editor, const char *entry, bool goes_on, const char *path) {
  HistEvent event;
  if (goes_on && history(editor->past, &event, H_FIRST) == 0) {
    // What was deleted is the caller's.
    if (history(editor->past, &event, H_DEL, event.num) == 0) free((void *)event.str);
  }
  history(editor->past, &event, H_ENTER, entry);
  if (path != NULL) history(editor->past, &event, H_SAVE, path);
}
