/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What the iterator writes for each open file; probe/start-state/fd-records.ts reads it. */
#ifndef CHISEL_SCAN_H
#define CHISEL_SCAN_H

#include <linux/types.h>

#define SCAN_PATH 4096

struct fd_record {
	__u32 bytes;
	__u32 tgid;
	__u32 fd;
	__u32 open_flags;
	__u64 ino;
	__u32 dev;
	__u16 mode;
	/* Of a socket; 0 for other files. */
	__u16 family;
	__u16 protocol;
	__u16 local_port;
	__u16 remote_port;
	__u16 path_bytes;
	__u8 local[16];
	__u8 remote[16];
	__u64 own;
	__u64 peer;
	/* The path, or the path of a unix socket; `bytes` is the length with it. */
	char path[SCAN_PATH];
};

#endif
