// NO_FCGI_DEFINES keeps libfcgi from renaming stdio.
#define NO_FCGI_DEFINES
#include <fcgiapp.h>
// mallopt, which Swift's Glibc leaves out.
#include <malloc.h>
