// Hands over what comes on a port of this machine to another port of it, each way so many microseconds later: the network between an
// application and its database, where the kernel has no netem.
//   delay PORT TO MICROSECONDS
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static long delay;

struct way {
    int from, to;
    // How many of a connection's two ways go on: who ends last closes it.
    int *left;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static struct sockaddr_in place(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

static int send_all(int to, const char *bytes, ssize_t count) {
    while (count > 0) {
        ssize_t sent = send(to, bytes, (size_t)count, MSG_NOSIGNAL);
        if (sent <= 0) return -1;
        bytes += sent;
        count -= sent;
    }
    return 0;
}

static void *carry(void *argument) {
    struct way *way = argument;
    char bytes[65536];
    ssize_t count;
    while ((count = recv(way->from, bytes, sizeof bytes, 0)) > 0) {
        struct timespec pause = {0, delay * 1000};
        clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, NULL);
        if (send_all(way->to, bytes, count)) break;
    }
    shutdown(way->from, SHUT_RDWR);
    shutdown(way->to, SHUT_RDWR);
    pthread_mutex_lock(&lock);
    int left = --*way->left;
    pthread_mutex_unlock(&lock);
    if (left == 0) {
        close(way->from);
        close(way->to);
        free(way->left);
    }
    free(way);
    return NULL;
}

static void begin(int client, int server) {
    int one = 1, *left = malloc(sizeof *left);
    struct way *up = malloc(sizeof *up), *down = malloc(sizeof *down);
    pthread_t thread;
    if (!left || !up || !down) abort();
    *left = 2;
    *up = (struct way){client, server, left};
    *down = (struct way){server, client, left};
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (pthread_create(&thread, NULL, carry, up)) abort();
    pthread_detach(thread);
    if (pthread_create(&thread, NULL, carry, down)) abort();
    pthread_detach(thread);
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: delay PORT TO MICROSECONDS\n");
        return 2;
    }
    delay = atol(arguments[3]);
    signal(SIGPIPE, SIG_IGN);
    struct sockaddr_in here = place(atoi(arguments[1])), there = place(atoi(arguments[2]));
    int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, 64)) {
        perror("listen");
        return 1;
    }
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (client < 0) {
            if (errno == EINTR) continue;
            perror("accept");
            return 1;
        }
        int server = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(server, (struct sockaddr *)&there, sizeof there)) {
            close(client);
            close(server);
            continue;
        }
        begin(client, server);
    }
}
