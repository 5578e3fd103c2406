/* SPDX-License-Identifier: Apache-2.0 */
/* Calls about names, owners, modes and mounts. */
#include "calls.h"
#include <fcntl.h>
#include <linux/mount.h>
#include <linux/stat.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>

static char room[4096];

static void look(long folder)
{
	CALL(stat, "made", room);
	CALL(stat, "no/such", room);
	CALL(lstat, "made", room);
	CALL(fstat, folder, room);
	CALL(newfstatat, folder, "made", room, AT_SYMLINK_NOFOLLOW);
	CALL(newfstatat, folder, "", room, AT_EMPTY_PATH);
	CALL(statx, folder, "made", AT_NO_AUTOMOUNT, STATX_ALL, room);
	CALL(access, "made", R_OK | W_OK);
	CALL(access, "made", F_OK);
	CALL(access, "no/such", X_OK);
	CALL(faccessat, folder, "made", R_OK);
	CALL(faccessat2, folder, "made", R_OK, AT_EACCESS);
	CALL(getdents, folder, room, sizeof(room));
	CALL(getdents64, folder, room, sizeof(room));
	CALL(statfs, ".", room);
	CALL(fstatfs, folder, room);
	CALL(getxattr, "made", "user.none", room, 10L);
}

static void walk(long folder)
{
	CALL(mkdir, "inner", 0755);
	CALL(mkdirat, folder, "second", 0700);
	CALL(mkdirat, AT_FDCWD, "no/such", 0711);
	CALL(getcwd, room, sizeof(room));
	CALL(getcwd, room, 1L);
	CALL(chdir, "inner");
	CALL(chdir, "../second/no");
	CALL(getcwd, room, sizeof(room));
	CALL(fchdir, folder);
	CALL(fchdir, -1);
	CALL(chroot, "no/such");
	CALL(chroot, NULL);
	CALL(rmdir, "inner");
	CALL(unlinkat, folder, "second", AT_REMOVEDIR);
	CALL(rmdir, "no/such");
}

static void link_and_move(long folder)
{
	CALL(link, "made", "linked");
	CALL(link, "no/such", "linked");
	CALL(linkat, folder, "made", AT_FDCWD, "linked at", AT_SYMLINK_FOLLOW);
	CALL(symlink, "made", "soft");
	CALL(symlinkat, "made", folder, "soft at");
	CALL(readlink, "soft", room, 100L);
	CALL(readlinkat, folder, "soft at", room, 100L);
	CALL(rename, "linked", "moved");
	CALL(rename, "no/such", "moved");
	CALL(renameat, folder, "moved", AT_FDCWD, "moved at");
	CALL(renameat2, folder, "moved at", AT_FDCWD, "moved", 1);
	CALL(renameat2, AT_FDCWD, "moved", folder, "made", 2);
	CALL(unlink, "moved");
	CALL(unlink, "moved at");
	CALL(unlinkat, folder, "linked at", 0);
	CALL(unlinkat, AT_FDCWD, "no/such", 0);
}

static void own(long folder, long file)
{
	CALL(chmod, "made", 04755);
	CALL(fchmod, file, 0640);
	CALL(fchmod, -1, 01777);
	CALL(fchmodat, folder, "made", 0600);
	CALL(fchmodat2, folder, "made", 0644, AT_SYMLINK_NOFOLLOW);
	CALL(chown, "made", 1, 2);
	CALL(lchown, "soft", 3, -1);
	CALL(fchown, file, -1, 4);
	CALL(fchownat, folder, "made", 0, 0, AT_SYMLINK_NOFOLLOW);
	CALL(chown, "no/such", 5, 6);
	CALL(utimensat, folder, "made", NULL, 0);
	CALL(umask, 022);
	CALL(mknod, "queue", S_IFIFO | 0622, 0L);
	CALL(mknodat, folder, "device", S_IFCHR | 0600, makedev(1, 300));
	CALL(mknod, "no/such", S_IFBLK | 0600, makedev(200, 5));
	CALL(unlink, "queue");
	CALL(unlink, "device");
}

/* Nothing is mounted: there is no such folder, and what is prepared is put away. */
static void mounts(void)
{
	long context, file = CALL(open, "made", O_RDONLY, 0);

	CALL(mount, "none", "no/such", "tmpfs", MS_NOSUID | MS_NODEV | MS_RDONLY, "size=1m");
	CALL(mount, NULL, "no/such", NULL, 0xC0ED0000 | MS_REMOUNT | MS_BIND, NULL);
	CALL(umount2, "no/such", 2);
	CALL(umount2, NULL, 0);
	context = CALL(fsopen, "tmpfs", FSOPEN_CLOEXEC);
	CALL(fsconfig, context, FSCONFIG_SET_STRING, "size", "1m", 0);
	CALL(fsconfig, context, FSCONFIG_SET_FLAG, "ro", NULL, 0);
	CALL(fsconfig, context, FSCONFIG_SET_BINARY, "mode", "\1\2\3", 3);
	CALL(fsconfig, context, FSCONFIG_SET_PATH, "source", "/none", AT_FDCWD);
	CALL(fsconfig, context, FSCONFIG_SET_FD, "fd", NULL, file);
	CALL(fsconfig, context, FSCONFIG_CMD_CREATE, NULL, NULL, 0);
	CALL(close, BY(fsmount, context, 0, 0));
	CALL(close, context);
	CALL(close, BY(open_tree, AT_FDCWD, ".", 0));
	CALL(close, BY(fspick, AT_FDCWD, "/", 0));
	CALL(close, file);
}

void use_folders(void)
{
	long folder = CALL(open, ".", O_RDONLY | O_DIRECTORY, 0);
	long file = CALL(open, "made", O_RDWR, 0);

	look(folder);
	walk(folder);
	link_and_move(folder);
	own(folder, file);
	mounts();
	CALL(close, file);
	CALL(close, folder);
}
