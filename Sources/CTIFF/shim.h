// libtiff for Swift, which can neither call variadic functions nor read a va_list.
#pragma once

#include <stdio.h>
#include <tiffio.h>

// Where the messages of one handle go: there is no state that handles share.
typedef struct fringe_tiff_sink {
  void *context;
  void (*receive)(void *context, int is_error, const char *text);
} fringe_tiff_sink;

static inline int fringe_tiff_send(fringe_tiff_sink *sink, int is_error, const char *format, va_list arguments) {
  char text[512];
  vsnprintf(text, sizeof text, format, arguments);
  sink->receive(sink->context, is_error, text);
  return 1;  // handled: libtiff's global handler, which writes to stderr, is not called
}

static inline int fringe_tiff_error(
    TIFF *tiff, void *sink, const char *module, const char *format, va_list arguments) {
  (void)tiff;
  (void)module;
  return fringe_tiff_send((fringe_tiff_sink *)sink, 1, format, arguments);
}

static inline int fringe_tiff_warning(
    TIFF *tiff, void *sink, const char *module, const char *format, va_list arguments) {
  (void)tiff;
  (void)module;
  return fringe_tiff_send((fringe_tiff_sink *)sink, 0, format, arguments);
}

// Options with handlers for `sink`, which must outlive every handle opened with them; freed by the caller.
static inline TIFFOpenOptions *fringe_tiff_options(fringe_tiff_sink *sink, tmsize_t largest_allocation) {
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
  if (!options) return NULL;
  TIFFOpenOptionsSetErrorHandlerExtR(options, fringe_tiff_error, sink);
  TIFFOpenOptionsSetWarningHandlerExtR(options, fringe_tiff_warning, sink);
  TIFFOpenOptionsSetMaxSingleMemAlloc(options, largest_allocation);
  return options;
}

// Fields of the current directory: 1 when the field is there (or has a default), else 0.
static inline int fringe_tiff_get_u16(TIFF *tiff, uint32_t tag, uint16_t *value) {
  return TIFFGetFieldDefaulted(tiff, tag, value);
}
static inline int fringe_tiff_get_u32(TIFF *tiff, uint32_t tag, uint32_t *value) {
  return TIFFGetFieldDefaulted(tiff, tag, value);
}
static inline int fringe_tiff_get_float(TIFF *tiff, uint32_t tag, float *value) {
  return TIFFGetField(tiff, tag, value);
}
static inline int fringe_tiff_get_string(TIFF *tiff, uint32_t tag, const char **value) {
  return TIFFGetField(tiff, tag, value);
}
static inline int fringe_tiff_get_colour_map(
    TIFF *tiff, const uint16_t **red, const uint16_t **green, const uint16_t **blue) {
  return TIFFGetField(tiff, TIFFTAG_COLORMAP, red, green, blue);
}
static inline int fringe_tiff_set_int(TIFF *tiff, uint32_t tag, int value) {
  return TIFFSetField(tiff, tag, value);
}
