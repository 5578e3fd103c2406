/* SPDX-License-Identifier: Apache-2.0 */
/* Calls about the contents of files. */
#include "calls.h"
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <termios.h>

static char room[4096];

static void open_them(void)
{
	struct open_how how = { O_RDWR | O_CREAT | O_CLOEXEC, 0640, RESOLVE_NO_SYMLINKS };
	long folder = CALL(open, ".", O_RDONLY | O_DIRECTORY, 0);

	CALL(close, BY(open, "made", O_RDWR | O_CREAT | O_TRUNC, 0644));
	CALL(close, BY(open, "made", O_WRONLY | O_APPEND | O_NONBLOCK | O_SYNC, 0));
	CALL(open, "made", O_RDWR | O_CREAT | O_EXCL, 0600);
	CALL(open, "no/such", O_RDONLY, 0);
	CALL(open, NULL, O_RDONLY, 0);
	CALL(close, BY(open, ".", O_RDWR | O_TMPFILE, 0600));
	CALL(close, BY(openat, folder, "made", O_RDONLY | O_NOATIME, 0));
	CALL(close, BY(openat, AT_FDCWD, "other", O_RDWR | O_CREAT, 0604));
	CALL(close, BY(openat2, AT_FDCWD, "third", &how, sizeof(how)));
	CALL(openat2, folder, "/etc", &(struct open_how){ .resolve = RESOLVE_BENEATH }, 24);
	CALL(openat2, AT_FDCWD, "third", NULL, sizeof(how));
	CALL(close, BY(creat, "fourth", 0611));
	CALL(creat, "no/such", 0611);
	CALL(close, folder);
}

static void read_and_write(long file)
{
	struct iovec pieces[2] = { { "first ", 6 }, { "second", 6 } };
	struct iovec places[2] = { { room, 4 }, { room + 100, 200 } };

	CALL(write, file, "hello, world", 12);
	CALL(pwrite64, file, "HELLO", 5, 3);
	CALL(writev, file, pieces, 2);
	CALL(pwritev, file, pieces, 2, 40L, 0);
	CALL(pwritev2, file, pieces, 2, 60L, 0, 0);
	CALL(lseek, file, 2L, SEEK_SET);
	CALL(lseek, file, -3L, SEEK_END);
	CALL(lseek, file, 0L, SEEK_HOLE);
	CALL(lseek, file, 1L, SEEK_SET);
	CALL(read, file, room, 7);
	CALL(read, file, NULL, 7);
	CALL(pread64, file, room, 300, 1L);
	CALL(readv, file, places, 2);
	CALL(preadv, file, places, 2, 2L, 0);
	CALL(preadv2, file, places, 2, 2L, 0, 0);
	CALL(write, -1, "to nowhere", 10);
	CALL(write, file, room, sizeof(room));
}

static void copy(long file, long other)
{
	loff_t from = 5, to = 1;
	int pipe[2];

	CALL(pipe2, pipe, O_CLOEXEC);
	CALL(sendfile, other, file, &from, 10L);
	CALL(sendfile, other, file, NULL, 10L);
	CALL(copy_file_range, file, &from, other, &to, 6L, 0);
	CALL(copy_file_range, file, NULL, other, NULL, 6L, 0);
	CALL(splice, file, NULL, pipe[1], NULL, 20L, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
	CALL(tee, pipe[0], pipe[1], 5L, SPLICE_F_NONBLOCK);
	CALL(vmsplice, pipe[1], &(struct iovec){ room, 8 }, 1L, SPLICE_F_NONBLOCK);
	CALL(close, pipe[0]);
	CALL(close, pipe[1]);
}

static void control(long file)
{
	struct flock lock = { F_WRLCK, SEEK_SET, 0, 10, 0 };
	static const int commands[] = {
		F_GETFD,     F_GETFL,	  F_GETOWN,    F_GETSIG,      F_GETLEASE,
		F_GET_SEALS, F_GETPIPE_SZ, F_GETOWN_EX, F_GET_RW_HINT, 999,
	};
	struct winsize size;
	int count;

	for (unsigned i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		CALL(fcntl, file, commands[i], room);
	CALL(fcntl, file, F_SETFD, FD_CLOEXEC);
	CALL(fcntl, file, F_SETFL, O_NONBLOCK | O_APPEND);
	CALL(fcntl, file, F_GETLK, &lock);
	CALL(fcntl, file, F_SETLK, &lock);
	CALL(fcntl, file, F_OFD_GETLK, &lock);
	CALL(close, BY(fcntl, file, F_DUPFD, 50));
	CALL(close, BY(fcntl, file, F_DUPFD_CLOEXEC, 60));
	CALL(flock, file, LOCK_EX | LOCK_NB);
	CALL(flock, file, LOCK_UN);
	CALL(ioctl, file, FIONREAD, &count);
	CALL(ioctl, file, TIOCGWINSZ, &size);
	CALL(ftruncate, file, 100L);
	CALL(truncate, "other", 50L);
	CALL(fallocate, file, FALLOC_FL_KEEP_SIZE, 0L, 4096L);
	CALL(fadvise64, file, 0L, 0L, POSIX_FADV_SEQUENTIAL);
	CALL(readahead, file, 0L, 10L);
	CALL(sync_file_range, file, 0L, 10L, 1);
	CALL(fsync, file);
	CALL(fdatasync, file);
}

static void duplicate(long file)
{
	CALL(close, BY(dup, file));
	CALL(dup2, file, 70);
	CALL(dup2, 70, 70);
	CALL(dup3, file, 71, O_CLOEXEC);
	CALL(dup3, 71, 71, 0);
	CALL(dup2, -1, 72);
	CALL(close_range, 70, 71, 0);
	CALL(close_range, 70, 80, 4);
	CALL(close, 999);
}

static void by_handle(void)
{
	struct {
		struct file_handle handle;
		char bytes[128];
	} it = { .handle.handle_bytes = 128 };
	long mount = CALL(open, ".", O_RDONLY, 0);
	int id;

	CALL(name_to_handle_at, AT_FDCWD, "made", &it, &id, 0);
	CALL(close, BY(open_by_handle_at, mount, &it, O_RDONLY));
	CALL(open_by_handle_at, mount, NULL, O_RDWR);
	CALL(close, mount);
}

void use_files(void)
{
	long file, other;

	open_them();
	file = CALL(open, "made", O_RDWR, 0);
	other = CALL(openat, AT_FDCWD, "other", O_RDWR, 0);
	read_and_write(file);
	copy(file, other);
	control(file);
	duplicate(file);
	by_handle();
	CALL(close, file);
	CALL(close, other);
	CALL(close, BY(memfd_create, "in memory", 3));
	CALL(memfd_create, NULL, 1);
}
