// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Iterators: the open files of all processes, for the state that a capture starts from. */
#include "scan.h"
#include "socket.h"

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct seq_file;

struct bpf_iter_meta {
	struct seq_file *seq;
};

struct bpf_iter__task {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
};

struct bpf_iter__task_file {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
	__u32 fd;
	struct file *file;
};

#pragma clang attribute pop

/* Room for one record: only one process reads the iterator, and its stack is too small. */
struct fd_record record_room;

/* The number of the process that reads this, in the first pid namespace. */
SEC("iter/task")
int own_process(struct bpf_iter__task *ctx)
{
	__u32 tgid = bpf_get_current_pid_tgid() >> 32;
	struct task_struct *task = ctx->task;

	if (task && task->pid == tgid)
		bpf_seq_write(ctx->meta->seq, &tgid, sizeof(tgid));
	return 0;
}

static __always_inline void look_at_unix(struct fd_record *record, struct sock *sock)
{
	struct unix_sock *unix_sock = (void *)sock;
	struct unix_address *address = BPF_CORE_READ(unix_sock, addr);
	char first = 0;
	void *path;
	long bytes;

	record->own = (__u64)sock;
	record->peer = (__u64)BPF_CORE_READ(unix_sock, peer);
	if (!address)
		return;
	path = (void *)address + bpf_core_field_offset(struct unix_address, name) + 2;
	bpf_probe_read_kernel(&first, 1, path);
	bytes = bpf_probe_read_kernel_str(record->path, UNIX_PATH + 1, path + !first);
	record->path_bytes = bytes > 0 ? bytes & 127 : 0;
}

static __always_inline void look_at_socket(struct fd_record *record, struct file *file)
{
	struct socket *socket = BPF_CORE_READ(file, private_data);
	struct sock *sock = BPF_CORE_READ(socket, sk);

	if (!sock)
		return;
	record->family = BPF_CORE_READ(sock, __sk_common.skc_family);
	record->protocol = BPF_CORE_READ(sock, sk_protocol);
	if (record->family == AF_UNIX)
		return look_at_unix(record, sock);
	record->local_port = BPF_CORE_READ(sock, __sk_common.skc_num);
	record->remote_port = bpf_ntohs(BPF_CORE_READ(sock, __sk_common.skc_dport));
	if (record->family == AF_INET) {
		BPF_CORE_READ_INTO((__u32 *)record->local, sock, __sk_common.skc_rcv_saddr);
		BPF_CORE_READ_INTO((__u32 *)record->remote, sock, __sk_common.skc_daddr);
	} else if (record->family == AF_INET6) {
		BPF_CORE_READ_INTO((struct in6_addr *)record->local, sock,
				   __sk_common.skc_v6_rcv_saddr);
		BPF_CORE_READ_INTO((struct in6_addr *)record->remote, sock,
				   __sk_common.skc_v6_daddr);
	}
}

static __always_inline void look_at_path(struct fd_record *record, struct file *file)
{
	long bytes = 0;

	if (bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_d_path))
		bytes = bpf_d_path(&file->f_path, record->path, SCAN_PATH);
	record->path_bytes = bytes > 0 ? bytes & (SCAN_PATH - 1) : 0;
}

SEC("iter/task_file")
int open_files(struct bpf_iter__task_file *ctx)
{
	struct task_struct *task = ctx->task;
	struct file *file = ctx->file;
	struct fd_record *record = &record_room;

	if (!task || !file || task->pid != task->tgid)
		return 0;
	__builtin_memset(record, 0, __builtin_offsetof(struct fd_record, path));
	record->tgid = task->tgid;
	record->fd = ctx->fd;
	record->open_flags = file->f_flags;
	record->ino = BPF_CORE_READ(file, f_inode, i_ino);
	record->dev = encode_device(BPF_CORE_READ(file, f_inode, i_sb, s_dev));
	record->mode = BPF_CORE_READ(file, f_inode, i_mode);
	if ((record->mode & S_IFMT) == S_IFSOCK)
		look_at_socket(record, file);
	if (!record->family)
		look_at_path(record, file);
	record->bytes = __builtin_offsetof(struct fd_record, path) +
			(record->path_bytes & (SCAN_PATH - 1));
	bpf_seq_write(ctx->meta->seq, record,
		      __builtin_offsetof(struct fd_record, path) +
			      (record->path_bytes & (SCAN_PATH - 1)));
	return 0;
}
