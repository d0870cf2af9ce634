/* Makes the N-th file operation of the calling process fail, or kills the process there (reliability.md, harnesses). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char pattern[512];
static long strike_at, seen;
static int error_number, for_ever;

/* Counts the operations on files whose path contains `part`; the one numbered `at` fails with `error`, 0 kills. */
void fault_arm(const char *part, long at, int error, int ever)
{
    strncpy(pattern, part, sizeof pattern - 1);
    strike_at = at;
    error_number = error;
    for_ever = ever;
    seen = 0;
}

long fault_seen(void) { return seen; }

static int strikes(const char *path)
{
    if (!pattern[0] || !strstr(path, pattern)) return 0;
    seen++;
    if (strike_at <= 0 || seen < strike_at || (seen > strike_at && !for_ever)) return 0;
    if (!error_number) kill(getpid(), SIGKILL);
    errno = error_number;
    return 1;
}

static int strikes_on(int descriptor)
{
    char link[64], path[4096];
    if (!pattern[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strikes(path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int descriptor, const void *data, size_t size)
{
    return strikes_on(descriptor) ? -1 : REAL(write)(descriptor, data, size);
}
ssize_t pwrite(int descriptor, const void *data, size_t size, off_t offset)
{
    return strikes_on(descriptor) ? -1 : REAL(pwrite)(descriptor, data, size, offset);
}
ssize_t pwrite64(int descriptor, const void *data, size_t size, off64_t offset)
{
    return strikes_on(descriptor) ? -1 : REAL(pwrite64)(descriptor, data, size, offset);
}
int fsync(int descriptor) { return strikes_on(descriptor) ? -1 : REAL(fsync)(descriptor); }
int fdatasync(int descriptor) { return strikes_on(descriptor) ? -1 : REAL(fdatasync)(descriptor); }
int ftruncate(int descriptor, off_t size) { return strikes_on(descriptor) ? -1 : REAL(ftruncate)(descriptor, size); }
int ftruncate64(int descriptor, off64_t size)
{
    return strikes_on(descriptor) ? -1 : REAL(ftruncate64)(descriptor, size);
}
int unlink(const char *path) { return strikes(path) ? -1 : REAL(unlink)(path); }
int rename(const char *from, const char *to) { return strikes(to) ? -1 : REAL(rename)(from, to); }
