// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Fills in the exit events of execve and execveat. */
#include "calls.h"
#include "filler.h"
#include "memory-params.h"
#include "process.h"

#define EXE_WRITABLE 1
#define EXE_FROM_MEMFD 4
#define SB_RDONLY 1
#define CAP_DAC_OVERRIDE 1
#define NSEC_MASK 0x3fffffff
/* Param counts: what every version has, then with capabilities and the file, then with gid. */
#define COUNT_PLAIN 20
#define COUNT_FILE 28

/* Texts that a list of pointers in user space points to, the first few of them, from `first` on. */
__noinline int push_texts(__u64 list, __u32 first)
{
	struct ring *ring = this_ring();
	struct event e;

	if (!ring)
		return 0;
	e = resume(ring);
	WRITE_NOW(ring->done, 0);
	for (__u32 i = 0; i < MAX_ARGUMENTS; i++) {
		__u32 width = ring->compat ? 4 : 8;
		__u64 text = list ? user_number(list + i * width, width) : 0;
		__u32 done = READ_NOW(ring->done);
		long bytes;

		if (!text || done > MAX_VALUE / 2)
			break;
		if (i < first)
			continue;
		bytes = bpf_probe_read_user_str(event_room(&e) + (done & (MAX_VALUE - 1)),
						MAX_VALUE / 2, (void *)text);
		if (bytes > 0)
			WRITE_NOW(ring->done, done + bytes);
	}
	event_push(&e, READ_NOW(ring->done) & (2 * MAX_VALUE - 1));
	return 0;
}

/* What a failed call asked for. */
static __always_inline void push_asked(struct event *e, __u64 list)
{
	__u32 width = e->ring->compat ? 4 : 8;

	push_user_text(e, list ? user_number(list, width) : 0);
	push_texts(list, 1);
}

static __always_inline bool is_writable(struct inode *inode, const struct cred *cred)
{
	__u16 mode = BPF_CORE_READ(inode, i_mode);
	__u64 capabilities = 0;

	if (BPF_CORE_READ(inode, i_sb, s_flags) & SB_RDONLY)
		return false;
	bpf_probe_read_kernel(&capabilities, 8, &cred->cap_effective);
	if (capabilities >> CAP_DAC_OVERRIDE & 1)
		return true;
	if (BPF_CORE_READ(inode, i_uid.val) == BPF_CORE_READ(cred, fsuid.val))
		return mode & 0200;
	if (BPF_CORE_READ(inode, i_gid.val) == BPF_CORE_READ(cred, fsgid.val))
		return mode & 0020;
	return mode & 0002;
}

static __always_inline bool is_memfd(struct file *file)
{
	char name[8] = {};

	bpf_probe_read_kernel_str(name, sizeof(name),
				  BPF_CORE_READ(file, f_path.dentry, d_name.name));
	return *(__u32 *)name == 0x666d656d /* memf */ && name[4] == 'd' && name[5] == ':';
}

static __always_inline __u64 changed_ns(struct inode *inode)
{
	struct inode___fields *fields = (void *)inode;
	struct inode___ctime *ctime = (void *)inode;
	struct inode___timespec *timespec = (void *)inode;

	if (bpf_core_field_exists(fields->i_ctime_sec))
		return BPF_CORE_READ(fields, i_ctime_sec) * NS_PER_SECOND +
		       (BPF_CORE_READ(fields, i_ctime_nsec) & NSEC_MASK);
	if (bpf_core_field_exists(ctime->__i_ctime))
		return BPF_CORE_READ(ctime, __i_ctime.tv_sec) * NS_PER_SECOND +
		       (BPF_CORE_READ(ctime, __i_ctime.tv_nsec) & NSEC_MASK);
	return BPF_CORE_READ(timespec, i_ctime.tv_sec) * NS_PER_SECOND +
	       BPF_CORE_READ(timespec, i_ctime.tv_nsec);
}

static __always_inline __u64 modified_ns(struct inode *inode)
{
	struct inode___fields *fields = (void *)inode;
	struct inode___timespec *timespec = (void *)inode;

	if (bpf_core_field_exists(fields->i_mtime_sec))
		return BPF_CORE_READ(fields, i_mtime_sec) * NS_PER_SECOND +
		       BPF_CORE_READ(fields, i_mtime_nsec);
	return BPF_CORE_READ(timespec, i_mtime.tv_sec) * NS_PER_SECOND +
	       BPF_CORE_READ(timespec, i_mtime.tv_nsec);
}

static __always_inline void push_kernel_u64(struct event *e, const void *from)
{
	__u64 value = 0;

	bpf_probe_read_kernel(&value, sizeof(value), from);
	push_u64(e, value);
}

/* What newer captures know of the rights of the process and its file. */
static __always_inline void push_file_facts(struct event *e, struct file *file,
					    const struct cred *cred, __u32 count)
{
	struct inode *inode = BPF_CORE_READ(file, f_inode);

	push_kernel_u64(e, &cred->cap_inheritable);
	push_kernel_u64(e, &cred->cap_permitted);
	push_kernel_u64(e, &cred->cap_effective);
	push_u64(e, BPF_CORE_READ(inode, i_ino));
	push_u64(e, changed_ns(inode));
	push_u64(e, modified_ns(inode));
	push_u32(e, BPF_CORE_READ(cred, euid.val));
	event_push(e, append_path((__u64)file));
	if (count <= COUNT_FILE)
		return;
	push_u64(e, BPF_CORE_READ(current_task(), signal, pids[PIDTYPE_PGID], numbers[0].nr));
	push_u32(e, BPF_CORE_READ(cred, egid.val));
}

static __always_inline __u64 argument(struct ring *ring, __u32 of_execve)
{
	return ring->args[(of_execve + (ring->call == NR_EXECVEAT)) & 7];
}

SEC("tp_btf/sys_exit")
int exec_exit(void *ctx)
{
	struct task_struct *task = current_task();
	struct mm_struct *mm = BPF_CORE_READ(task, mm);
	struct file *file = mm ? BPF_CORE_READ(mm, exe_file) : 0;
	const struct cred *cred = BPF_CORE_READ(task, cred);
	struct inode *inode = BPF_CORE_READ(file, f_inode);
	struct ring *ring = this_ring();
	struct event e;
	__u32 count;

	if (!ring)
		return 0;
	e = resume(ring);
	count = rule_of(ring, true)->count;
	/* An execveat that succeeds ends as an execve, and the name is what the event says. */
	if (ring->result == 0) {
		*(__u16 *)(e.at + RECORD_HEAD + 20) = config.exit[NR_EXECVE].type;
	}
	push_u64(&e, ring->result);
	if (ring->result == 0)
		push_arguments(&e, mm);
	else
		push_asked(&e, argument(ring, 1));
	push_numbers(&e, task);
	push_vm(&e, mm);
	push_comm(&e);
	push_cgroups(&e);
	if (ring->result == 0)
		push_area(&e, BPF_CORE_READ(mm, env_start), BPF_CORE_READ(mm, env_end));
	else
		push_texts(argument(ring, 2), 0);
	push_u32(&e, terminal_of(BPF_CORE_READ(task, signal)));
	push_u64(&e, own_number(BPF_CORE_READ(task, signal, pids[PIDTYPE_PGID])).nr);
	push_u32(&e, login_uid_of(task));
	push_u32(&e, (is_writable(inode, cred) ? EXE_WRITABLE : 0) |
			     (is_memfd(file) ? EXE_FROM_MEMFD : 0));
	if (count > COUNT_PLAIN)
		push_file_facts(&e, file, cred, count);
	event_commit(&e);
	return 0;
}
