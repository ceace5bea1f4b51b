#include <gd.h>
#include <stdarg.h>

static inline void kartify_gd_ignore(int priority, const char *format, va_list arguments) {
    (void)priority;
    (void)format;
    (void)arguments;
}

// Swift has no va_list to take. GD tells of a broken file on standard error unless it is told otherwise.
static inline void kartify_gd_be_quiet(void) { gdSetErrorMethod(kartify_gd_ignore); }

// Macros.
static inline int kartify_gd_pixel(gdImagePtr image, int x, int y) { return gdImageTrueColorPixel(image, x, y); }
static inline void kartify_gd_set_pixel(gdImagePtr image, int x, int y, int color) {
    gdImageTrueColorPixel(image, x, y) = color;
}
