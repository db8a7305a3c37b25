/* Preloaded into a kiosk: writes down every change of its files, in order, and each line it says.
 *
 * RECORD_BELOW names the folder that is watched (content, media and shared memory left out), RECORD_TO the record. One
 * entry is: kind, length of the path (2 bytes), offset (8), length of the data (4), path, data. Kinds: W write, T truncate,
 * C create, S sync, U unlink, R rename (the data is the old name), M make a folder, A said on standard output. All
 * processes append to one record, each entry in one write.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 4096
static char *known[MOST_FILES];
static const char *below;
static int record = -1;
static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
    const char *to = getenv("RECORD_TO");
    below = getenv("RECORD_BELOW");
    if (to && below) record = syscall(SYS_openat, AT_FDCWD, to, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
}

static void note(char kind, const char *path, int64_t offset, const void *data, uint32_t length) {
    if (record < 0) return;
    uint16_t name = path ? strlen(path) : 0;
    char head[15];
    head[0] = kind;
    memcpy(head + 1, &name, 2);
    memcpy(head + 3, &offset, 8);
    memcpy(head + 11, &length, 4);
    struct iovec parts[3] = {{head, 15}, {(void *)path, name}, {(void *)data, data ? length : 0}};
    syscall(SYS_writev, record, parts, 3);
}

static int watched(const char *path) {
    return record >= 0 && path && !strncmp(path, below, strlen(below)) && !strstr(path, "-shm")
        && !strstr(path, "content.db") && !strstr(path, "/good") && !strstr(path, "/media");
}

static const char *whole(const char *path, char *room) {
    if (path[0] == '/' || !getcwd(room, PATH_MAX)) return path;
    strcat(strcat(room, "/"), path);
    return room;
}

static char *name_of(int file) { return file >= 0 && file < MOST_FILES ? known[file] : NULL; }

static void forget(int file) {
    if (name_of(file)) { free(known[file]); known[file] = NULL; }
}

static int opened(int at, const char *path, int flags, mode_t mode) {
    char room[PATH_MAX];
    const char *name = whole(path, room);
    pthread_mutex_lock(&one);
    int is_new = watched(name) && (flags & O_CREAT) && access(name, F_OK);
    int file = syscall(SYS_openat, at, path, flags, mode);
    if (file >= 0 && file < MOST_FILES) {
        forget(file);
        if (watched(name)) {
            known[file] = strdup(name);
            if (is_new) note('C', name, 0, NULL, 0);
            else if (flags & O_TRUNC) note('T', name, 0, NULL, 0);
        }
    }
    pthread_mutex_unlock(&one);
    return file;
}

#define MODE mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, int); va_end(more); }
int open(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE return opened(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE return opened(at, path, flags, mode); }

int close(int file) {
    pthread_mutex_lock(&one);
    forget(file);
    pthread_mutex_unlock(&one);
    return syscall(SYS_close, file);
}

ssize_t write(int file, const void *data, size_t length) {
    if (file == 1) note('A', NULL, 0, data, length); /* before anybody can have read it */
    if (!name_of(file)) return syscall(SYS_write, file, data, length);
    pthread_mutex_lock(&one);
    int64_t at = fcntl(file, F_GETFL) & O_APPEND ? lseek(file, 0, SEEK_END) : lseek(file, 0, SEEK_CUR);
    ssize_t done = syscall(SYS_write, file, data, length);
    if (done > 0) note('W', name_of(file), at, data, done);
    pthread_mutex_unlock(&one);
    return done;
}

static ssize_t written_at(int file, const void *data, size_t length, off_t at) {
    if (!name_of(file)) return syscall(SYS_pwrite64, file, data, length, at);
    pthread_mutex_lock(&one);
    ssize_t done = syscall(SYS_pwrite64, file, data, length, at);
    if (done > 0) note('W', name_of(file), at, data, done);
    pthread_mutex_unlock(&one);
    return done;
}
ssize_t pwrite(int file, const void *data, size_t length, off_t at) { return written_at(file, data, length, at); }
ssize_t pwrite64(int file, const void *data, size_t length, off_t at) { return written_at(file, data, length, at); }

static int truncated(int file, off_t at) {
    int failed = syscall(SYS_ftruncate, file, at);
    if (!failed && name_of(file)) note('T', name_of(file), at, NULL, 0);
    return failed;
}
int ftruncate(int file, off_t at) { return truncated(file, at); }
int ftruncate64(int file, off_t at) { return truncated(file, at); }

static int synced(int file, int call) {
    int failed = syscall(call, file);
    if (!failed && name_of(file)) note('S', name_of(file), 0, NULL, 0);
    return failed;
}
int fsync(int file) { return synced(file, SYS_fsync); }
int fdatasync(int file) { return synced(file, SYS_fdatasync); }

int unlink(const char *path) {
    char room[PATH_MAX];
    const char *name = whole(path, room);
    int failed = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (!failed && watched(name)) note('U', name, 0, NULL, 0);
    return failed;
}

int rename(const char *old, const char *new) {
    char room[PATH_MAX], other[PATH_MAX];
    const char *from = whole(old, room), *to = whole(new, other);
    int failed = syscall(SYS_renameat, AT_FDCWD, old, AT_FDCWD, new);
    if (!failed && watched(to)) note('R', to, 0, from, strlen(from));
    return failed;
}

int mkdir(const char *path, mode_t mode) {
    char room[PATH_MAX];
    const char *name = whole(path, room);
    int failed = syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    if (!failed && watched(name)) note('M', name, 0, NULL, 0);
    return failed;
}
