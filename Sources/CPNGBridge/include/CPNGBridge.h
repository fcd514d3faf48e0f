// Reading and writing PNG for Swift. libpng reports errors by longjmp, which must not cross a Swift frame: here it never leaves C.
#pragma once

#include <stddef.h>
#include <stdint.h>

typedef struct fringe_png fringe_png;

// Fills `bytes` with the next `count` bytes of the file; 0 when there are not as many. It is called from within libpng
// and must return.
typedef int (*fringe_png_source)(void *context, uint8_t *bytes, size_t count);

typedef struct fringe_png_header {
  uint32_t columns, rows;
  // As stored: bits of a sample (1, 2, 4, 8, 16), and 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA.
  int bits, color_type, is_interlaced;
  // As read: samples of a pixel, 1, 3 or 4, and bytes of a sample, 1 or 2.
  int samples, sample_bytes;
  // Whether transparency is left out.
  int drops_alpha;
  // Pixels per metre, 0 when the file does not say.
  uint32_t x_per_metre, y_per_metre;
} fringe_png_header;

// Reads what comes before the pixels. Returns NULL when there is no memory; else a handle, of which
// fringe_png_message is not empty when the file could not be read. No chunk may take more than `largest_chunk` bytes.
fringe_png *fringe_png_open(fringe_png_source source, void *context, size_t largest_chunk);

void fringe_png_close(fringe_png *png);

// Why the last call failed; empty when it did not.
const char *fringe_png_message(const fringe_png *png);

fringe_png_header fringe_png_get_header(const fringe_png *png);

// The texts that stand before the pixels: how many, and the key and the text of one of them. `is_utf8`: else Latin-1.
int fringe_png_text_count(const fringe_png *png);
void fringe_png_get_text(
    const fringe_png *png, int index, const char **key, const char **text, size_t *length, int *is_utf8);

// Reads all rows, `row_bytes` apart, samples of two bytes in the machine's order. 1 when done, 0 on an error.
int fringe_png_read(fringe_png *png, uint8_t *pixels, size_t row_bytes);

// Takes the next `count` bytes of a file that is written; 0 when no more are wanted. It is called from within libpng and
// must return.
typedef int (*fringe_png_sink)(void *context, const uint8_t *bytes, size_t count);

// Writes a grey image of 8 bits, or 16 in the machine's order. 1 when done, 0 when there is no memory or the sink
// wants no more.
int fringe_png_write_grey(
    fringe_png_sink sink, void *context, uint32_t columns, uint32_t rows, int bits, const uint8_t *pixels);
