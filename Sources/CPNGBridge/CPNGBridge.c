#include "CPNGBridge.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

struct fringe_png {
  png_structp png;
  png_infop info;
  fringe_png_source source;
  void *context;
  fringe_png_header header;
  char message[256];
  jmp_buf on_error;
};

static void fail(png_structp png, png_const_charp message) {
  fringe_png *self = png_get_error_ptr(png);
  snprintf(self->message, sizeof self->message, "%s", message && *message ? message : "libpng cannot read it");
  longjmp(self->on_error, 1);
}

static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void read_bytes(png_structp png, png_bytep bytes, size_t count) {
  fringe_png *self = png_get_io_ptr(png);
  if (!self->source(self->context, bytes, count)) png_error(png, "it ends too early");
}

// A chunk's length is believed, and that much allocated, before it is read: what no row and no chunk of an image needs
// is refused.
static png_voidp allocate(png_structp png, png_alloc_size_t size) {
  (void)png;
  return size <= (64u << 20) ? malloc(size) : NULL;
}

static void release(png_structp png, png_voidp memory) {
  (void)png;
  free(memory);
}

static int palette_is_grey(png_structp png, png_infop info) {
  png_colorp colors = NULL;
  int count = 0;
  if (!png_get_PLTE(png, info, &colors, &count)) return 0;
  for (int i = 0; i < count; i++) {
    if (colors[i].red != colors[i].green || colors[i].green != colors[i].blue) return 0;
  }
  return 1;
}

static int is_little_endian(void) {
  const uint16_t one = 1;
  return *(const uint8_t *)&one;
}

// Samples as stored, two bytes in the machine's order; colours for the indices of a palette.
static void choose_transformations(fringe_png *self) {
  png_structp png = self->png;
  fringe_png_header *header = &self->header;
  if (header->bits < 8) png_set_packing(png);
  if (header->bits == 16 && is_little_endian()) png_set_swap(png);
  header->sample_bytes = header->bits == 16 ? 2 : 1;
  switch (header->color_type) {
    case PNG_COLOR_TYPE_PALETTE:
      png_set_palette_to_rgb(png);
      if (png_get_valid(png, self->info, PNG_INFO_tRNS)) {
        // libpng expands the transparency of a palette with its colours.
        png_set_strip_alpha(png);
        header->drops_alpha = 1;
      }
      header->samples = 3;
      if (palette_is_grey(png, self->info)) {
        png_set_rgb_to_gray_fixed(png, 1, -1, -1);
        header->samples = 1;
      }
      break;
    case PNG_COLOR_TYPE_GRAY_ALPHA:
      png_set_strip_alpha(png);
      header->drops_alpha = 1;
      header->samples = 1;
      break;
    case PNG_COLOR_TYPE_RGB: header->samples = 3; break;
    case PNG_COLOR_TYPE_RGB_ALPHA: header->samples = 4; break;
    default: header->samples = 1;
  }
}

fringe_png *fringe_png_open(fringe_png_source source, void *context, size_t largest_chunk) {
  fringe_png *self = calloc(1, sizeof *self);
  if (!self) return NULL;
  self->source = source;
  self->context = context;
  if (setjmp(self->on_error)) return self;
  self->png = png_create_read_struct_2(
      PNG_LIBPNG_VER_STRING, self, fail, ignore, NULL, allocate, release);
  self->info = self->png ? png_create_info_struct(self->png) : NULL;
  if (!self->info) {
    snprintf(self->message, sizeof self->message, "libpng cannot begin");
    return self;
  }
  png_set_read_fn(self->png, self, read_bytes);
  // The sizes are checked by the caller, who knows how much memory there is to be.
  png_set_user_limits(self->png, 0x7fffffff, 0x7fffffff);
  png_set_chunk_malloc_max(self->png, largest_chunk);
  png_set_chunk_cache_max(self->png, 256);
  png_read_info(self->png, self->info);

  fringe_png_header *header = &self->header;
  png_uint_32 columns = 0, rows = 0;
  int interlace = 0;
  png_get_IHDR(
      self->png, self->info, &columns, &rows, &header->bits, &header->color_type, &interlace, NULL, NULL);
  header->columns = columns;
  header->rows = rows;
  header->is_interlaced = interlace != PNG_INTERLACE_NONE;
  png_uint_32 x = 0, y = 0;
  int unit = 0;
  if (png_get_pHYs(self->png, self->info, &x, &y, &unit) && unit == PNG_RESOLUTION_METER) {
    header->x_per_metre = x;
    header->y_per_metre = y;
  }
  choose_transformations(self);
  return self;
}

void fringe_png_close(fringe_png *self) {
  if (!self) return;
  png_destroy_read_struct(&self->png, &self->info, NULL);
  free(self);
}

const char *fringe_png_message(const fringe_png *self) { return self->message; }

fringe_png_header fringe_png_get_header(const fringe_png *self) { return self->header; }

int fringe_png_text_count(const fringe_png *self) {
  png_textp texts = NULL;
  int count = 0;
  png_get_text(self->png, self->info, &texts, &count);
  return count;
}

void fringe_png_get_text(
    const fringe_png *self, int index, const char **key, const char **text, size_t *length, int *is_utf8) {
  png_textp texts = NULL;
  int count = 0;
  png_get_text(self->png, self->info, &texts, &count);
  *key = texts[index].key;
  *text = texts[index].text;
  *is_utf8 = texts[index].compression >= PNG_ITXT_COMPRESSION_NONE;
  *length = *is_utf8 ? texts[index].itxt_length : texts[index].text_length;
}

int fringe_png_read(fringe_png *self, uint8_t *pixels, size_t row_bytes) {
  self->message[0] = 0;
  if (setjmp(self->on_error)) return 0;
  int passes = png_set_interlace_handling(self->png);
  png_read_update_info(self->png, self->info);
  if (png_get_rowbytes(self->png, self->info) != row_bytes) png_error(self->png, "its rows have an unexpected length");
  // An interlaced image comes in passes, each of which fills in some pixels of every row.
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t row = 0; row < self->header.rows; row++) {
      png_read_row(self->png, pixels + (size_t)row * row_bytes, NULL);
    }
  }
  png_read_end(self->png, NULL);
  return 1;
}

// MARK: - Writing

struct writing {
  fringe_png_sink sink;
  void *context;
  jmp_buf on_error;
};

static void stop(png_structp png, png_const_charp message) {
  (void)message;
  longjmp(((struct writing *)png_get_error_ptr(png))->on_error, 1);
}

static void write_bytes(png_structp png, png_bytep bytes, size_t count) {
  struct writing *writing = png_get_io_ptr(png);
  if (!writing->sink(writing->context, bytes, count)) png_error(png, "given up");
}

static void flush_nothing(png_structp png) { (void)png; }

int fringe_png_write_grey(
    fringe_png_sink sink, void *context, uint32_t columns, uint32_t rows, int bits, const uint8_t *pixels) {
  struct writing writing = {.sink = sink, .context = context};
  png_structp volatile png = NULL;
  png_infop volatile info = NULL;
  int volatile done = 0;
  if (!setjmp(writing.on_error)) {
    png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &writing, stop, ignore);
    info = png ? png_create_info_struct(png) : NULL;
    if (info) {
      png_set_write_fn(png, &writing, write_bytes, flush_nothing);
      png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
      png_set_IHDR(
          png, info, columns, rows, bits, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
          PNG_FILTER_TYPE_DEFAULT);
      png_write_info(png, info);
      if (bits == 16 && is_little_endian()) png_set_swap(png);
      size_t row_bytes = (size_t)columns * (size_t)bits / 8;
      for (uint32_t row = 0; row < rows; row++) png_write_row(png, pixels + row * row_bytes);
      png_write_end(png, NULL);
      done = 1;
    }
  }
  png_structp closing = png;
  png_infop closing_info = info;
  png_destroy_write_struct(&closing, &closing_info);
  return done;
}
