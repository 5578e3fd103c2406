/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Sockets of the current process, and addresses and connections as captures have them. */
#ifndef CHISEL_SOCKET_H
#define CHISEL_SOCKET_H

#include <bpf/bpf_endian.h>
#include "task.h"

#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 10
#define S_IFMT 0170000
#define S_IFSOCK 0140000
#define UNIX_PATH 108

/* A socket address in user space. */
struct user_address {
	__u64 from;
	__u32 bytes;
};

/* One end of a connection: an address in network order, a port in the machine's. */
struct end {
	__u8 address[16];
	__u16 port;
};

static __always_inline struct sock *sock_of(__s64 fd)
{
	struct file *file = fd >= 0 ? file_of(fd) : 0;
	struct socket *socket;

	if (!file || (BPF_CORE_READ(file, f_inode, i_mode) & S_IFMT) != S_IFSOCK)
		return 0;
	socket = BPF_CORE_READ(file, private_data);
	return BPF_CORE_READ(socket, sk);
}

/* A path of at most UNIX_PATH bytes, with its NUL; that of an abstract name stands before it. */
static __always_inline void push_unix_address(struct event *e, struct user_address *from)
{
	__u8 *to = event_room(e);
	char first = 0;
	long bytes;

	bpf_probe_read_user(&first, 1, (void *)from->from + 2);
	bytes = bpf_probe_read_user_str(to + 1, UNIX_PATH + 1,
					(void *)from->from + (first ? 2 : 3));
	*to = AF_UNIX;
	event_push(e, bytes > 0 ? 1 + (bytes & 127) : 0);
}

static __always_inline void push_address(struct event *e, struct user_address *from)
{
	__u8 *to = event_room(e);
	__u16 family = 0;
	__u16 port = 0;

	if (from->from)
		bpf_probe_read_user(&family, 2, (void *)from->from);
	if (family == AF_UNIX)
		return push_unix_address(e, from);
	if (family != AF_INET && family != AF_INET6)
		return event_push(e, 0);
	*to = family;
	bpf_probe_read_user(&port, 2, (void *)from->from + 2);
	if (family == AF_INET) {
		bpf_probe_read_user(to + 1, 4, (void *)from->from + 4);
		*(__u16 *)(to + 5) = bpf_ntohs(port);
		return event_push(e, 7);
	}
	bpf_probe_read_user(to + 1, 16, (void *)from->from + 8);
	*(__u16 *)(to + 17) = bpf_ntohs(port);
	event_push(e, 19);
}

/* The remote end that a call named, if the socket itself has none. */
static __always_inline void look_up_remote(struct end *remote, __u16 family,
					   struct user_address *named)
{
	__u16 port = 0;

	if (remote->port || !named->from)
		return;
	bpf_probe_read_user(&port, 2, (void *)named->from + 2);
	remote->port = bpf_ntohs(port);
	if (family == AF_INET)
		bpf_probe_read_user(remote->address, 4, (void *)named->from + 4);
	else
		bpf_probe_read_user(remote->address, 16, (void *)named->from + 8);
}

static __always_inline void push_ends(struct event *e, __u16 family, struct end *from,
				      struct end *to)
{
	__u8 *at = event_room(e);

	*at = family;
	if (family == AF_INET) {
		__builtin_memcpy(at + 1, from->address, 4);
		*(__u16 *)(at + 5) = from->port;
		__builtin_memcpy(at + 7, to->address, 4);
		*(__u16 *)(at + 11) = to->port;
		return event_push(e, 13);
	}
	__builtin_memcpy(at + 1, from->address, 16);
	*(__u16 *)(at + 17) = from->port;
	__builtin_memcpy(at + 19, to->address, 16);
	*(__u16 *)(at + 35) = to->port;
	event_push(e, 37);
}

/* Both ends of a unix connection carry the same: the accepting side first, and its path. */
static __always_inline void push_unix_tuple(struct event *e, struct sock *sock, bool inbound)
{
	struct sock *peer = BPF_CORE_READ((struct unix_sock *)sock, peer);
	struct unix_sock *accepting = (void *)(inbound ? sock : peer);
	struct unix_address *address = BPF_CORE_READ(accepting, addr);
	__u8 *at = event_room(e);
	long bytes = 0;

	*at = AF_UNIX;
	*(__u64 *)(at + 1) = (__u64)(inbound ? sock : peer);
	*(__u64 *)(at + 9) = (__u64)(inbound ? peer : sock);
	at[17] = 0;
	if (address) {
		void *path = (void *)address + bpf_core_field_offset(struct unix_address, name) + 2;
		char first = 0;

		bpf_probe_read_kernel(&first, 1, path);
		bytes = bpf_probe_read_kernel_str(at + 17, UNIX_PATH + 1, path + !first);
	}
	event_push(e, 17 + (bytes > 0 ? bytes & 127 : 1));
}

/* A connection as seen by a call on one of its ends; inbound when data or the call came from afar. */
static __always_inline void push_tuple(struct event *e, struct sock *sock, bool inbound,
				       struct user_address *named)
{
	__u16 family = sock ? BPF_CORE_READ(sock, __sk_common.skc_family) : 0;
	struct end local = {};
	struct end remote = {};

	if (family == AF_UNIX)
		return push_unix_tuple(e, sock, inbound);
	if (family != AF_INET && family != AF_INET6)
		return event_push(e, 0);
	local.port = BPF_CORE_READ(sock, __sk_common.skc_num);
	remote.port = bpf_ntohs(BPF_CORE_READ(sock, __sk_common.skc_dport));
	if (family == AF_INET) {
		BPF_CORE_READ_INTO((__u32 *)local.address, sock, __sk_common.skc_rcv_saddr);
		BPF_CORE_READ_INTO((__u32 *)remote.address, sock, __sk_common.skc_daddr);
	} else {
		BPF_CORE_READ_INTO((struct in6_addr *)local.address, sock,
				   __sk_common.skc_v6_rcv_saddr);
		BPF_CORE_READ_INTO((struct in6_addr *)remote.address, sock,
				   __sk_common.skc_v6_daddr);
	}
	look_up_remote(&remote, family, named);
	if (inbound)
		push_ends(e, family, &remote, &local);
	else
		push_ends(e, family, &local, &remote);
}

#endif
