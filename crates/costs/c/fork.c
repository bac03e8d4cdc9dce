/* How long it takes to create a process and to see it finish, in nanoseconds.
 * No language can take less than the kernel does here.
 * Counterpart of src/probe/units.rs. */
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

int main(void) {
    int count = 300;
    double start = now();
    for (int number = 0; number < count; number++) {
        pid_t child = fork();
        if (child == 0) {
            _exit(0);
        }
        if (child < 0 || waitpid(child, NULL, 0) != child) {
            perror("fork");
            return 1;
        }
    }
    printf("%.1f\n", (now() - start) / count);
    return 0;
}
