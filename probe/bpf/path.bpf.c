// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Paths that only the kernel knows, put together from their components. What is at hand stands in the
 * ring, where the verifier does not follow it.
 */
#include "path.h"
#include "task.h"

#define MAX_COMPONENT 96
#define MAX_VALUE 4096

/* Where the value goes on. */
static __always_inline __u8 *value_room(struct event *e)
{
	return event_room(e) + (READ_NOW(e->ring->done) & (MAX_VALUE - 1));
}

static __always_inline void append_byte(struct event *e, char byte)
{
	*value_room(e) = byte;
	WRITE_NOW(e->ring->done, READ_NOW(e->ring->done) + 1);
}

static __always_inline void append_component(struct event *e, __u64 name)
{
	long bytes;

	if (READ_NOW(e->ring->done) > MAX_VALUE - 2 * MAX_COMPONENT)
		return;
	append_byte(e, '/');
	bytes = bpf_probe_read_kernel_str(value_room(e), MAX_COMPONENT, (void *)name);
	if (bytes > 1)
		WRITE_NOW(e->ring->done, READ_NOW(e->ring->done) + bytes - 1);
}

static __always_inline void keep_name(struct ring *ring, const void *name)
{
	__u32 count = READ_NOW(ring->name_count);

	ring->names[count & (MAX_COMPONENTS - 1)] = (__u64)name;
	WRITE_NOW(ring->name_count, count + 1);
}

/* Writes the components that were kept, first one first, and the NUL. */
static __always_inline void append_names(struct event *e)
{
	struct ring *ring = e->ring;

	for (int i = MAX_COMPONENTS - 1; i >= 0; i--)
		if (i < READ_NOW(ring->name_count))
			append_component(e, ring->names[i]);
	if (READ_NOW(ring->name_count) == 0)
		append_byte(e, '/');
	append_byte(e, 0);
}

static __always_inline struct mount *mount_of(struct vfsmount *mnt)
{
	return (void *)mnt - bpf_core_field_offset(struct mount, mnt);
}

/* From the file up to the root of the tree of mounts. */
static __always_inline void collect_names(struct ring *ring, struct path *path)
{
	struct mount *mount = mount_of(path->mnt);
	struct dentry *dentry = path->dentry;

	for (int i = 0; i < 2 * MAX_COMPONENTS; i++) {
		struct dentry *parent = BPF_CORE_READ(dentry, d_parent);

		if (READ_NOW(ring->name_count) >= MAX_COMPONENTS)
			break;
		if (dentry == BPF_CORE_READ(mount, mnt.mnt_root) || dentry == parent) {
			struct mount *above = BPF_CORE_READ(mount, mnt_parent);

			if (above == mount)
				break;
			dentry = BPF_CORE_READ(mount, mnt_mountpoint);
			mount = above;
			continue;
		}
		keep_name(ring, BPF_CORE_READ(dentry, d_name.name));
		dentry = parent;
	}
}

__noinline __u32 append_path(__u64 from)
{
	struct ring *ring = this_ring();
	struct event e = { .ring = ring };
	struct path path;

	if (!ring)
		return 0;
	e.at = record_at(ring);
	WRITE_NOW(ring->name_count, 0);
	WRITE_NOW(ring->done, 0);
	BPF_CORE_READ_INTO(&path, (struct file *)from, f_path);
	collect_names(ring, &path);
	append_names(&e);
	return READ_NOW(ring->done) & (MAX_VALUE - 1);
}

static __always_inline struct kernfs_node *parent_of(struct kernfs_node *node)
{
	struct kernfs_node___new *new = (void *)node;
	struct kernfs_node___old *old = (void *)node;

	if (bpf_core_field_exists(new->__parent))
		return BPF_CORE_READ(new, __parent);
	return BPF_CORE_READ(old, parent);
}

#define SUBSYSTEM(name)                                             \
	(bpf_core_enum_value_exists(enum cgroup_subsys_id, name) ?  \
		 bpf_core_enum_value(enum cgroup_subsys_id, name) : \
		 -1)

/* Kernels number their subsystems in the order of those that they have; -1 is none. */
static __always_inline int subsystem_number(__u32 subsystem)
{
	switch (subsystem) {
	case CGROUP_CPUSET:
		return SUBSYSTEM(cpuset_cgrp_id);
	case CGROUP_CPU:
		return SUBSYSTEM(cpu_cgrp_id);
	case CGROUP_CPUACCT:
		return SUBSYSTEM(cpuacct_cgrp_id);
	case CGROUP_IO:
		return SUBSYSTEM(io_cgrp_id);
	default:
		return SUBSYSTEM(memory_cgrp_id);
	}
}

static __always_inline void append_label(struct event *e, __u32 subsystem)
{
	static const char labels[8][12] = {
		"cpuset=", "cpu=", "cpuacct=", "io=", "memory=",
	};

	for (int i = 0; i < 12; i++) {
		char byte = labels[subsystem & 7][i];

		if (!byte)
			break;
		append_byte(e, byte);
	}
}

static __always_inline struct cgroup_subsys_state *state_of(__u32 subsystem)
{
	void *states = (void *)BPF_CORE_READ(current_task(), cgroups) +
		       bpf_core_field_offset(struct css_set, subsys);
	struct cgroup_subsys_state *state = 0;
	int number = subsystem_number(subsystem);

	if (number >= 0)
		bpf_probe_read_kernel(&state, sizeof(state), states + number * sizeof(state));
	return state;
}

__noinline __u32 append_cgroup(__u32 subsystem, __u32 done)
{
	struct cgroup_subsys_state *state = state_of(subsystem);
	struct ring *ring = this_ring();
	struct event e = { .ring = ring };
	struct kernfs_node *node;

	if (!ring || !state || done > MAX_VALUE / 2)
		return done;
	e.at = record_at(ring);
	WRITE_NOW(ring->name_count, 0);
	WRITE_NOW(ring->done, done);
	append_label(&e, subsystem);
	node = BPF_CORE_READ(state, cgroup, kn);
	for (int i = 0; i < MAX_COMPONENTS; i++) {
		struct kernfs_node *parent = parent_of(node);

		if (!parent)
			break;
		keep_name(ring, BPF_CORE_READ(node, name));
		node = parent;
	}
	append_names(&e);
	return READ_NOW(ring->done) & (MAX_VALUE - 1);
}
