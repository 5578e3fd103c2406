/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What is read of a task: its memory, numbers in namespaces, limits, terminal, files. */
#ifndef CHISEL_TASK_H
#define CHISEL_TASK_H

#include "event.h"

#define PAGE_KB 4
#define FILE_PAGES 0
#define ANON_PAGES 1
#define SWAP_PAGES 2
#define SHMEM_PAGES 3
#define PIDTYPE_TGID 1
#define PIDTYPE_PGID 2
#define RLIMIT_NOFILE 7

static __always_inline struct task_struct *current_task(void)
{
	return (struct task_struct *)bpf_get_current_task();
}

/* Elements of arrays are found by hand: the number of one must be known to be relocated. */
static __always_inline __s64 page_count(struct mm_struct *mm, int kind)
{
	struct mm_struct___atomic *old = (void *)mm;
	__s64 count = 0;
	__u32 at;

	if (bpf_core_field_exists(old->rss_stat.count))
		at = bpf_core_field_offset(struct mm_struct___atomic, rss_stat.count) + kind * 8;
	else
		at = bpf_core_field_offset(struct mm_struct___percpu, rss_stat) +
		     kind * bpf_core_type_size(struct percpu_counter) +
		     bpf_core_field_offset(struct percpu_counter, count);
	bpf_probe_read_kernel(&count, sizeof(count), (void *)mm + at);
	return count > 0 ? count : 0;
}

static __always_inline __u32 vm_size_kb(struct mm_struct *mm)
{
	return mm ? BPF_CORE_READ(mm, total_vm) * PAGE_KB : 0;
}

static __always_inline __u32 vm_rss_kb(struct mm_struct *mm)
{
	if (!mm)
		return 0;
	return (page_count(mm, FILE_PAGES) + page_count(mm, ANON_PAGES) +
		page_count(mm, SHMEM_PAGES)) *
	       PAGE_KB;
}

static __always_inline __u32 vm_swap_kb(struct mm_struct *mm)
{
	return mm ? page_count(mm, SWAP_PAGES) * PAGE_KB : 0;
}

static __always_inline void push_vm(struct event *e, struct mm_struct *mm)
{
	push_u32(e, vm_size_kb(mm));
	push_u32(e, vm_rss_kb(mm));
	push_u32(e, vm_swap_kb(mm));
}

/* A pid's number in its own namespace, and that namespace. */
static __always_inline struct upid own_number(struct pid *pid)
{
	__u32 level = BPF_CORE_READ(pid, level);
	struct upid upid = {};

	/* Namespaces nest 32 deep at most. */
	if (pid && level <= 32)
		bpf_probe_read_kernel(&upid, sizeof(upid),
				      (void *)pid + bpf_core_field_offset(struct pid, numbers) +
					      level * sizeof(upid));
	return upid;
}

static __always_inline __u32 device_number(__u32 major, __u32 minor)
{
	return (minor & 0xff) | (major << 8) | ((minor & ~0xff) << 12);
}

/* A dev_t of the kernel as captures have it. */
static __always_inline __u32 encode_device(__u32 dev)
{
	return device_number(dev >> 20, dev & 0xfffff);
}

static __always_inline __u32 terminal_of(struct signal_struct *signal)
{
	struct tty_struct *tty = BPF_CORE_READ(signal, tty);

	if (!tty)
		return 0;
	return device_number(BPF_CORE_READ(tty, driver, major),
			     BPF_CORE_READ(tty, driver, minor_start) + BPF_CORE_READ(tty, index));
}

static __always_inline __u32 login_uid_of(struct task_struct *task)
{
	struct task_struct___audit *audited = (void *)task;

	if (!bpf_core_field_exists(audited->loginuid))
		return -1;
	return BPF_CORE_READ(audited, loginuid.val);
}

/* The file behind an fd of the current process. */
static __always_inline struct file *file_of(__s64 fd)
{
	struct fdtable *table = BPF_CORE_READ(current_task(), files, fdt);
	struct file **files;
	struct file *file = 0;

	if (fd < 0 || fd >= BPF_CORE_READ(table, max_fds))
		return 0;
	files = BPF_CORE_READ(table, fd);
	bpf_probe_read_kernel(&file, sizeof(file), files + fd);
	return file;
}

#endif
