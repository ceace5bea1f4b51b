/* The least a FastCGI program can do: what nginx, the socket and libfcgi cost by themselves. Sixteen threads, as kartify has. */
#include <fcgiapp.h>
#include <pthread.h>
#include <stdlib.h>

static int listener;

static void *work(void *unused)
{
    FCGX_Request request;
    (void)unused;
    FCGX_InitRequest(&request, listener, 0);
    while (FCGX_Accept_r(&request) == 0) {
        FCGX_PutS("Content-Type: text/plain\r\nContent-Length: 6\r\n\r\nhello\n", request.out);
        FCGX_Finish_r(&request);
    }
    return NULL;
}

int main(int count, char **arguments)
{
    pthread_t threads[16];
    if (count != 2 || FCGX_Init() != 0 || (listener = FCGX_OpenSocket(arguments[1], 1024)) < 0)
        return EXIT_FAILURE;
    for (int i = 0; i < 16; i++)
        if (pthread_create(&threads[i], NULL, work, NULL) != 0)
            return EXIT_FAILURE;
    for (int i = 0; i < 16; i++)
        pthread_join(threads[i], NULL);
    return EXIT_SUCCESS;
}
