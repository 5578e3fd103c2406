/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Paths that only the kernel knows. Each is written where the next value of the event goes. */
#ifndef CHISEL_PATH_H
#define CHISEL_PATH_H

#include <linux/types.h>

/* The hierarchies whose cgroups events carry, in the order of captures. */
enum cgroup_hierarchy {
	CGROUP_CPUSET,
	CGROUP_CPU,
	CGROUP_CPUACCT,
	CGROUP_IO,
	CGROUP_MEMORY,
	CGROUP_COUNT,
};

/* The path of a struct file, with its NUL; returns its bytes, 0 when there is none. */
__u32 append_path(__u64 file);
/* name=path and NUL of the current task's cgroup in a hierarchy, `done` bytes into the value; returns its bytes then. */
__u32 append_cgroup(__u32 hierarchy, __u32 done);

#endif
