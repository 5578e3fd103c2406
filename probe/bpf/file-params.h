/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Params about a file: how it was opened, device and inode, its path. */
#ifndef CHISEL_FILE_PARAMS_H
#define CHISEL_FILE_PARAMS_H

#include "memory-params.h"
#include "path.h"
#include "task.h"

#define O_CREAT 0100
#define O_TMPFILE_BIT 020000000
#define FMODE_CREATED 0x100000
#define O_F_CREATED 16384

static __always_inline __u32 opened_flags(struct event *e, struct param_rule *rule, __u32 flags)
{
	struct file *file = file_of(e->ring->result);
	__u32 created = file && (BPF_CORE_READ(file, f_mode) & FMODE_CREATED) ? O_F_CREATED : 0;

	return convert_flags(rule->other, flags) | created;
}

static __always_inline __u32 device_of(__s64 fd)
{
	struct file *file = fd > 0 ? file_of(fd) : 0;

	return file ? encode_device(BPF_CORE_READ(file, f_inode, i_sb, s_dev)) : 0;
}

static __always_inline __u64 inode_of(__s64 fd)
{
	struct file *file = fd > 0 ? file_of(fd) : 0;

	return file ? BPF_CORE_READ(file, f_inode, i_ino) : 0;
}

static __always_inline void push_file_path(struct event *e, __s64 fd)
{
	struct file *file = fd >= 0 ? file_of(fd) : 0;

	event_push(e, file ? append_path((__u64)file) : 0);
}

static __always_inline bool push_file(struct event *e, struct param_rule *rule)
{
	struct ring *ring = e->ring;
	__u64 value = ring->args[rule->arg & 7];
	__u32 flags = ring->args[rule->other & 7];

	switch (rule->kind) {
	case PARAM_OPEN_FLAGS:
		push_u32(e, opened_flags(e, rule, value));
		return true;
	case PARAM_OPEN_FLAGS_AT:
		push_u32(e, opened_flags(e, rule, user_number(value, 4)));
		return true;
	case PARAM_MODE:
		push_u32(e, flags & (O_CREAT | O_TMPFILE_BIT) ? value : 0);
		return true;
	case PARAM_DEV:
		push_u32(e, device_of(ring->result));
		return true;
	case PARAM_INO:
		push_u64(e, inode_of(ring->result));
		return true;
	case PARAM_INO_AT:
		push_u64(e, ring->result ? 0 : inode_of((__s32)user_number(value, 4)));
		return true;
	case PARAM_FILE_PATH:
		push_file_path(e, ring->result);
		return true;
	case PARAM_MOUNT_FLAGS:
		push_u32(e, (value & 0xffff0000) == 0xc0ed0000 ? value & 0xffff : value);
		return true;
	default:
		return false;
	}
}

#endif
